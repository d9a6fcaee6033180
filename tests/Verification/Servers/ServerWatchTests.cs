using OpenCode.Core.Errors;
using OpenCode.Verification.Servers;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Verification.Tests.Servers;

/// <summary>A verification does not outlive its server, and does not give one up that is merely busy.</summary>
public sealed class ServerWatchTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_ends_ends_the_verification()
    {
        var time = new ManualTimeProvider();
        bool isThere = true;
        var watch = new ServerWatch(_ => isThere ? Task.CompletedTask : throw Gone(), "http://host", time);
        Task<int> verifying = watch.WhileItLastsAsync(ForeverAsync, Cancellation);

        isThere = false;
        time.Advance(TimeSpan.FromSeconds(2));

        RunningServerException ended = await Assert.ThrowsAsync<RunningServerException>(() => verifying);
        Assert.StartsWith("The server at http://host ended", ended.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_ended_in_the_last_moment_is_not_taken_for_one_that_holds()
    {
        var watch = new ServerWatch(static _ => throw Gone(), "http://host", new ManualTimeProvider());

        await Assert.ThrowsAsync<RunningServerException>(() => watch.WhileItLastsAsync(static _ => Task.FromResult(5), Cancellation));
    }

    [Fact]
    public async Task A_server_that_refuses_a_sign_of_life_or_is_late_once_is_there()
    {
        int asked = 0;
        var watch = new ServerWatch(
            _ => ++asked == 1 ? throw new ApiTimeoutException("health", BudgetKind.Total, TimeSpan.FromSeconds(1)) : Task.CompletedTask,
            "http://host",
            new ManualTimeProvider());

        Assert.Equal(5, await watch.WhileItLastsAsync(static _ => Task.FromResult(5), Cancellation));
        Assert.Equal(2, asked);
    }

    private static ApiConnectionException Gone() => new("health", ConnectionFailureKind.Refused, "http://host");

    private static async Task<int> ForeverAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return 0;
    }
}
