using System.Collections.Concurrent;
using System.Security.Cryptography;
using OpenCode.Contract.Tests.Hosting;
using OpenCode.Models;
using OpenCode.Testing;
using OpenCode.Verification;
using OpenCode.Verification.Matrix;
using OpenCode.Verification.Results;

namespace OpenCode.Contract.Tests.Verification;

/// <summary>A server that somebody else started is verified, and is afterwards as it was.</summary>
public sealed class RunningServerTests
{
    private const int TestLimit = 120_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = TestLimit)]
    public async Task A_running_server_is_verified_and_left_as_it_was_also_when_somebody_interrupts()
    {
        string password = Convert.ToHexString(RandomNumberGenerator.GetBytes(8));
        await using OpenCodeSandbox sandbox = await OpenCodeSandbox.StartAsync(new OpenCodeSandboxOptions { Password = password }, Cancellation);
        var server = new RunningServer { Address = sandbox.BaseUri, Password = password };
        await using OpenCodeClient owner = new(new OpenCodeClientOptions { BaseUri = sandbox.BaseUri, Password = password, Directory = sandbox.Directory });
        Session mine = await owner.Session.PostAsync(new() { Title = "Mine" }, cancellationToken: Cancellation);
        Pty terminal = await owner.Pty.PostAsync(new(), cancellationToken: Cancellation);
        string settings = (await owner.SendRawAsync(HttpMethod.Get, "/config", cancellationToken: Cancellation)).GetText();
        var told = new ConcurrentQueue<VerificationProgress>();

        VersionResult result = await new ReleaseVerification
        {
            Operations = ["global.*", "config.*", "session.create", "session.fork", "session.prompt", "pty.*", "v2.pty.create"],
            Progress = told.Enqueue,
        }.RunAsync(server, Cancellation);

        Assert.Equal(PinnedRelease.Version, result.Version);
        Assert.Contains("removed at the end", told.First().Message, StringComparison.Ordinal);
        VerificationProgress[] contract = [.. told.Where(static t => t.Phase == VerificationPhase.Contract)];
        Assert.Equal(Enumerable.Range(0, contract[0].Total + 1), contract.Select(static t => t.Done));
        VerificationProgress lastRequest = told.Last(static t => t.Phase == VerificationPhase.Provocations);
        Assert.Equal(lastRequest.Total, lastRequest.Done);
        AssertOutcome(
            result, Outcome.Held, "global.health", "config.get", "session.create", "session.fork", "pty.create", "pty.list", "v2.pty.create", "pty.connect");
        AssertOutcome(result, Outcome.NotReachable, "global.dispose", "global.upgrade", "global.config.update", "config.update", "session.prompt");
        Assert.All(result.Operations.Where(static o => o.Outcome == Outcome.NotReachable), static o => Assert.NotNull(o.Reason));
        Assert.True(result.Holds, string.Join('\n', result.Operations.Concat(result.Events).SelectMany(static s => s.Drifts)));
        await AssertAsItWasAsync();

        using var interrupting = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task<VersionResult> interrupted = new ReleaseVerification { Operations = ["session.*"] }.RunAsync(server, interrupting.Token);
        while ((await owner.Session.GetAsync(cancellationToken: Cancellation)).Count == 1) await Task.Delay(20, Cancellation);
        await interrupting.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => interrupted);
        await AssertAsItWasAsync();

        Task<VersionResult> ended = new ReleaseVerification { Operations = ["session.*"] }.RunAsync(server, Cancellation);
        while ((await owner.Session.GetAsync(cancellationToken: Cancellation)).Count == 1) await Task.Delay(20, Cancellation);
        RunningProcess.Kill(sandbox.Server.ProcessId);
        Assert.Contains("ended, or answers no more", (await Assert.ThrowsAsync<RunningServerException>(() => ended)).Message, StringComparison.Ordinal);

        async Task AssertAsItWasAsync()
        {
            Assert.Equal(mine.Id, Assert.Single(await owner.Session.GetAsync(cancellationToken: Cancellation)).Id);
            Assert.Equal(terminal.Id, Assert.Single(await owner.Pty.GetAsync(cancellationToken: Cancellation)).Id);
            Assert.Equal(settings, (await owner.SendRawAsync(HttpMethod.Get, "/config", cancellationToken: Cancellation)).GetText());
        }
    }

    private static void AssertOutcome(VersionResult result, Outcome outcome, params string[] operations) => Assert.All(
        operations, id => Assert.Equal((id, outcome), (id, result.Operations.Single(o => o.Operation == id).Outcome)));
}
