using System.Text.Json;
using System.Text.Json.Serialization;
using OpenCode.Verification.Har;
using OpenCode.Verification.Judging;
using OpenCode.Verification.Reports;
using OpenCode.Verification.Results;
using OpenCode.Verification.RoundTrips;
using OpenCode.Verification.Wording;

namespace OpenCode.Verification.Conformance;

/// <summary>Compares the traffic in a HAR file with the spec: what <c>opencodegen check-traffic</c> does.</summary>
public sealed record CheckTrafficRun
{
    /// <summary>Nothing differs but what is known.</summary>
    public const int Held = 0;

    /// <summary>Something differs.</summary>
    public const int Drifted = 1;

    /// <summary>The file cannot be read, or the report not be written.</summary>
    public const int FilesFailed = 101;

    /// <summary>A part of the file cannot be read, and nothing unexpected differs in the rest.</summary>
    public const int Incomplete = 103;

    // A recording with one fault has it in every entry.
    private const int MostProblems = 20;

    /// <summary>The HAR file.</summary>
    public required FileInfo File { get; init; }

    /// <summary>Where the server is; null to find out.</summary>
    public Uri? Base { get; init; }

    /// <summary>Receives the result as JSON; null for none.</summary>
    public FileInfo? Json { get; init; }

    /// <summary>Who compares.</summary>
    public TrafficJudge Judge { get; init; }

    /// <summary>
    /// Whether to find out too which bodies the client writes back as they came; what does not come back whole is told and counted, and is no difference.
    /// </summary>
    public bool RoundTrip { get; init; }

    /// <summary>Runs.</summary>
    /// <param name="messages">Receives one line for each difference, and a last line with the counts.</param>
    /// <param name="errors">Receives one sentence when something is wrong.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(TextWriter messages, TextWriter errors, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(errors);
        try
        {
            if (Json is not null && string.Equals(Json.FullName, File.FullName, StringComparison.OrdinalIgnoreCase))
                throw new FormatException($"'{Json.FullName}' is the recording itself; the result would replace it. Give --json another file.");
            if (Directory.Exists(File.FullName)) throw new FormatException($"'{File.FullName}' is a folder; give a HAR file.");
            var check = new ConformanceCheck(judge: Judge);
            RoundTripCheck? roundTrip = RoundTrip ? new RoundTripCheck() : null;
            HarSummary summary = await HarFile.ReadAsync(
                File.FullName,
                Base,
                e =>
                {
                    check.Add(e);
                    roundTrip?.Add(e);
                },
                cancellationToken);
            IReadOnlyList<Drift> drifts = check.Results;
            await WriteProblemsAsync(summary, errors);
            if (summary.Exchanges == 0)
            {
                await WriteJsonAsync(check, summary, roundTrip, cancellationToken);
                await errors.WriteLineAsync(
                    $"'{File.FullName}' has {Number(summary.Entries, "entry", "entries")}, and none is an answered request to an operation of OpenCode{(Base is null ? "; pass where the server is with --base" : $" below {Base.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)}")}.");
                return FilesFailed;
            }

            foreach (Drift drift in drifts) await messages.WriteLineAsync(Describe(drift));
            foreach (RoundTripLoss loss in roundTrip?.Losses ?? []) await messages.WriteLineAsync($"round trip: {loss}");
            await messages.WriteLineAsync(Counts(check, summary, drifts));
            if (roundTrip is not null)
            {
                await messages.WriteLineAsync(
                    $"{roundTrip.Responses} responses and {roundTrip.Events} events that the client decodes come back from it as they were.");
            }

            // Last: what was found has been told when this fails.
            await WriteJsonAsync(check, summary, roundTrip, cancellationToken);
            return drifts.Any(static d => d.KnownReason is null) ? Drifted : summary.IsWhole ? Held : Incomplete;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            await errors.WriteLineAsync(e is FileNotFoundException or DirectoryNotFoundException ? $"There is no file at '{File.FullName}'." : e.Message);
            return FilesFailed;
        }
    }

    private string Describe(Drift drift)
        => $"{(drift.Source == DriftSource.Schema && Judge == TrafficJudge.Both ? "by the schema alone: " : "")}{drift}{(drift.KnownReason is null ? "" : $" (known: {drift.KnownReason})")}";

    private async Task WriteProblemsAsync(HarSummary summary, TextWriter errors)
    {
        foreach (HarProblem problem in summary.Problems.Take(MostProblems)) await errors.WriteLineAsync(PlainText.Line($"'{File.FullName}': {problem}."));
        int more = summary.Problems.Count + summary.MoreProblems - MostProblems;
        if (more > 0) await errors.WriteLineAsync($"{Number(more, "more entry or body", "more entries or bodies")} could not be read.");
        if (summary.Damage is not null) await errors.WriteLineAsync($"'{File.FullName}': {summary.Damage}. Only what stands before was checked.");
    }

    private static string Counts(ConformanceCheck check, HarSummary summary, IReadOnlyList<Drift> drifts)
    {
        int known = drifts.Count(static d => d.KnownReason is not null);
        int passed = summary.Entries - summary.Exchanges;
        return $"{Number(check.Answers - summary.WithoutBody, "answer", "answers")} and {Number(check.Events, "event", "events")} checked"
            + (summary.WithoutBody == 0 ? "" : $", {summary.WithoutBody} without a recorded body: status and content type checked only")
            + (summary.WithoutType == 0 ? "" : $", {summary.WithoutType} without a recorded content type: taken for the documented one")
            + (passed == 0
                ? ""
                : $", {Number(passed, "entry", "entries")} passed over ({summary.OtherHosts} of other servers, {summary.OtherPaths} of other paths, {summary.Unanswered} without an answer{(summary.Unreadable == 0 ? "" : $", {summary.Unreadable} unreadable")})")
            + (summary.Damage is null ? "" : ", and what follows is lost: the recording is damaged")
            + (drifts.Count == 0 ? ": no difference." : $": {Number(drifts.Count, "difference", "differences")}, {known} of them known.");
    }

    private static string Number(int count, string one, string several) => $"{count} {(count == 1 ? one : several)}";

    private async Task WriteJsonAsync(ConformanceCheck check, HarSummary summary, RoundTripCheck? roundTrip, CancellationToken cancellationToken)
    {
        if (Json is null) return;
        try
        {
            Directory.CreateDirectory(Json.DirectoryName!);
            await using FileStream file = Json.Create();
            var report = new TrafficReport(summary, check.Answers - summary.WithoutBody, check.Events, check.Results)
            {
                RoundTrip = roundTrip is null ? null : new RoundTripReport(roundTrip.Responses, roundTrip.Events, roundTrip.Losses),
            };
            await JsonSerializer.SerializeAsync(file, report, TrafficJson.Default.TrafficReport, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without its kind: a missing folder of the report is not a missing recording.
            throw new IOException($"'{Json.FullName}' could not be written: {e.Message}", e);
        }
    }
}

/// <summary>The result as JSON.</summary>
internal sealed record TrafficReport(HarSummary File, int Answers, int Events, IReadOnlyList<Drift> Drifts)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RoundTripReport? RoundTrip { get; init; }
}

/// <summary>What came back.</summary>
internal sealed record RoundTripReport(RoundTripCount Responses, RoundTripCount Events, IReadOnlyList<RoundTripLoss> Losses);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", UseStringEnumConverter = true)]
[JsonSerializable(typeof(TrafficReport))]
internal sealed partial class TrafficJson : JsonSerializerContext;
