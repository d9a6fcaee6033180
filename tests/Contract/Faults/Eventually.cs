namespace OpenCode.Contract.Tests.Faults;

/// <summary>Waits for what another thread or the other end of a connection does soon.</summary>
internal static class Eventually
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(10);

    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), what);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        long start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < _limit, $"It did not happen: {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(5), cancellation);
        }
    }
}
