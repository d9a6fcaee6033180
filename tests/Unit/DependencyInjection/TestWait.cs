namespace OpenCode.Client.Tests.DependencyInjection;

/// <summary>Waits for work on other threads, without sleeping.</summary>
internal static class TestWait
{
    public static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            Http.Samples.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
