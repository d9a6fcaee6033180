using OpenCode.Ctl.Store;

namespace OpenCode.Ctl.Servers;

/// <summary>Notes every minute that servers are used, as long as a command works with them: cleanup must not take them for unused.</summary>
internal sealed class ServerActivity : IAsyncDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _over = new();
    private readonly Task _touching;

    /// <param name="runner">The servers.</param>
    /// <param name="entries">Those that are used.</param>
    public ServerActivity(ServerRunner runner, params IEnumerable<ServerEntry> entries)
        => _touching = TouchAsync(runner, [.. entries.DistinctBy(static e => e.Id)], _over.Token);

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _touching;
        _over.Dispose();
    }

    private static async Task TouchAsync(ServerRunner runner, IReadOnlyList<ServerEntry> entries, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(_pause, runner.Time, cancellationToken);
                foreach (ServerEntry entry in entries) await TryTouchAsync(runner, entry, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The command is done with them.
        }
    }

    // A store that cannot be written for a moment is no reason to break off a turn; whoever begins one is told.
    private static async Task TryTouchAsync(ServerRunner runner, ServerEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await runner.TouchAsync(entry, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or StoreException)
        {
            // Again in a minute.
        }
    }
}
