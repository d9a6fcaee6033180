using OpenCode.Hosting;
using OpenCode.Verification;

namespace OpenCode.Contract.Tests.Provider;

public sealed class ProviderTests
{
    [Fact]
    public async Task Try()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        string? v = Environment.GetEnvironmentVariable("TRY_VERSION");
        OpenCodeInstallation installation = await OpenCodeInstallation.EnsureAsync(v is null ? null : new OpenCodeInstallationOptions { Version = v }, token);
        VersionResult result = await new ReleaseVerification().RunAsync(installation, token);
        var text = new StringWriter();
        text.WriteLine($"{result.Version} {result.Duration} {string.Join(", ", Enum.GetValues<Outcome>().Select(o => $"{o} {result.Count(o)}"))} events {string.Join(", ", result.Events.CountBy(e => e.Outcome))} unknown {result.UnknownOperations.Count}");
        foreach (SubjectResult s in result.Operations.Concat(result.Events).Where(s => (s.Outcome != Outcome.Held && s.Outcome != Outcome.Absent) || s.Reason is not null))
        {
            text.WriteLine($"{s.Outcome} {s.Operation} {s.EventType}: {s.Reason}");
            foreach (Drift d in s.Drifts.Where(d => d.KnownReason is null)) text.WriteLine($"    {d.Source} {d}");
        }

        File.WriteAllText("/tmp/try.txt", text.ToString());
    }
}
