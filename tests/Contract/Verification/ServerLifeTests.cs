using OpenCode.Contract.Tests.Hosting;
using OpenCode.Hosting;
using OpenCode.Verification.Servers;

namespace OpenCode.Contract.Tests.Verification;

/// <summary>A server that crashes while it is verified is not taken for one that holds.</summary>
public sealed class ServerLifeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task A_verification_ends_with_its_server_and_says_so()
    {
        await using OpenCodeServer server = await OpenCodeServer.StartAsync(cancellationToken: Cancellation);
        var life = new ServerLife(server, "1.2.3");

        Assert.Equal(5, await life.WhileItLastsAsync(static _ => Task.FromResult(5), Cancellation));

        Task<int> verifying = life.WhileItLastsAsync(ForeverAsync, Cancellation);
        RunningProcess.Kill(server.ProcessId);
        OpenCodeServerException died = await Assert.ThrowsAsync<OpenCodeServerException>(() => verifying);

        Assert.Equal(OpenCodeServerFailure.Died, died.Failure);
        Assert.StartsWith("The server of release 1.2.3 ended by itself", died.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<OpenCodeServerException>(() => life.WhileItLastsAsync(static _ => Task.FromResult(5), Cancellation));
    }

    [Fact(Timeout = 60_000)]
    public async Task Who_interrupts_is_not_told_of_the_server()
    {
        await using OpenCodeServer server = await OpenCodeServer.StartAsync(cancellationToken: Cancellation);
        using var interrupted = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task<int> verifying = new ServerLife(server, "1.2.3").WhileItLastsAsync(ForeverAsync, interrupted.Token);

        await interrupted.CancelAsync();
        RunningProcess.Kill(server.ProcessId);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => verifying);
    }

    private static async Task<int> ForeverAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return 0;
    }
}
