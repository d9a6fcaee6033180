using OpenCode.Hosting;
using OpenCode.Pact;
using OpenCode.Verification;
using OpenCode.Verification.Releases;

namespace OpenCode.Contract.Tests.Provider;

public sealed class ProviderTests
{
    [Fact]
    public async Task Try()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        string? v = Environment.GetEnvironmentVariable("TRY_VERSION");
        OpenCodeInstallation installation = await OpenCodeInstallation.EnsureAsync(v is null ? null : new OpenCodeInstallationOptions { Version = v }, token);
        var library = new EventLibrary();
        var check = new ConformanceCheck(KnownDifferences.OfPinnedRelease);
        await using VerificationSandbox sandbox = await VerificationSandbox.StartAsync(installation, new RecordingProxyOptions { Receivers = [check, library] }, token);
        using var viaProxy = new OpenCodeClient(new OpenCodeClientOptions { BaseUri = sandbox.Proxy.BaseUri, Password = "", Directory = sandbox.Sandbox.Directory });
        await using var streams = new OpenStreams(viaProxy);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        VerificationReport report = await PactVerifier.VerifyAsync(new VerificationPlan { Provider = "opencode", Address = sandbox.Proxy.BaseUri, Pacts = [Path.Combine(AppContext.BaseDirectory, "pacts", "OpenCode.Client-opencode.json")], States = sandbox.States.Address }, token);
        var text = new StringWriter();
        text.WriteLine($"{watch.Elapsed} {report.Interactions.Count(i => i.Held)} of {report.Interactions.Count}");
        foreach (var f in sandbox.States.Failures) text.WriteLine($"STATE {f.Key}: {f.Value}");
        foreach (var i in report.Interactions.Where(i => !i.Held)) text.WriteLine($"{i.Description} {i.Error}\n   {string.Join("\n   ", i.Mismatches.Select(m => $"{m.Kind} {m.Path}: {m.Text}"))}");
        foreach (var e in library.Types.OrderBy(e => e.Operation).ThenBy(e => e.Type)) text.WriteLine($"EVENT {e.Operation} {e.Type}");
        foreach (var d in check.Results) text.WriteLine($"DRIFT {d} {d.KnownReason}");
        File.WriteAllText("/tmp/try.txt", text.ToString());
        File.WriteAllText("/tmp/try.log", report.Output + "\n" + string.Join("\n", sandbox.Sandbox.Server.Log));
    }
}
