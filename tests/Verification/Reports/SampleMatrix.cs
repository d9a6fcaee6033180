using OpenCode.Core.Operations;
using OpenCode.Verification;
using OpenCode.Verification.Results;

namespace OpenCode.Verification.Tests.Reports;

/// <summary>One matrix with everything that a report has to tell, and with the worst that a server may send.</summary>
internal static class SampleMatrix
{
    /// <summary>What means something in HTML, XML, Markdown, a terminal, a workflow command or a script.</summary>
    public const string Hostile = "<script>alert(\"1\" + '2')</script>]]>\r\n::error::%0A|`*_[x](http://evil)@all\u001b[31m\u202e\0\ud800&amp;";

    public static CompatibilityMatrix Create(string found = "null") => new()
    {
        ClientVersion = "1.18.33",
        Verified = new DateTimeOffset(2026, 11, 21, 15, 30, 0, TimeSpan.FromHours(1)),
        Versions =
        [
            new VersionResult
            {
                Version = "1.18.33",
                Duration = TimeSpan.FromSeconds(125.5),
                Operations =
                [
                    Subject("session.list", "GET", "/session", Outcome.Held) with { InteractionsHeld = 3, Decoded = 12,
                        Drifts = [Drift("session.list", found) with { KnownReason = "The server sends null." }] },
                    Subject("session.prompt", "POST", "/session/{sessionID}/message", Outcome.Drifted) with { InteractionsFailed = 1,
                        Drifts = [Drift("session.prompt", found)] },
                    Subject("v2.session.wait", "POST", "/api/session/{sessionID}/wait", Outcome.NotReachable) with { Reason = $"It answers 503: {found}" },
                ],
                Events = [Subject("event.subscribe", "GET", "/event", Outcome.Drifted) with { EventType = "session.idle",
                    Drifts = [Drift("event.subscribe", found) with { EventType = "session.idle" }] }],
            },
            new VersionResult
            {
                Version = "1.0.0",
                Duration = TimeSpan.FromSeconds(41),
                Operations =
                [
                    Subject("session.list", "GET", "/session", Outcome.Held),
                    Subject("session.prompt", "POST", "/session/{sessionID}/message", Outcome.Drifted) with { Drifts = [Drift("session.prompt", found)] },
                    Subject("v2.session.wait", "POST", "/api/session/{sessionID}/wait", Outcome.Absent),
                ],
                UnknownOperations = ["GET /app"],
            },
            new VersionResult { Version = "0.0.9", CouldNotRun = $"npm failed: {found}" },
        ],
    };

    /// <summary>A matrix in which so many subjects drifted.</summary>
    public static CompatibilityMatrix WithDrifted(int count) => new()
    {
        ClientVersion = "1.18.33",
        Verified = DateTimeOffset.UnixEpoch,
        Versions =
        [
            new VersionResult
            {
                Version = "1.18.33",
                Operations = [.. Enumerable.Range(0, count)
                    .Select(i => Subject($"op.{i}", "GET", $"/op/{i}", Outcome.Drifted) with { Drifts = [Drift($"op.{i}", "null")] })],
            },
        ],
    };

    public static SubjectResult Subject(string operation, string method, string path, Outcome outcome)
        => new() { Operation = operation, Method = method, Path = path, Outcome = outcome };

    public static Drift Drift(string operation, string found)
        => new() { Operation = operation, Status = 200, Pointer = "/*/time", Kind = "WrongType", Expected = "a number", Found = found, Count = 2 };
}
