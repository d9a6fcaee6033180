namespace OpenCode.Streaming;

/// <summary>
/// How soon a stream that the server ended in an orderly way may be opened again: at once, as long as that stays below a rate.
/// </summary>
/// <remarks>
/// OpenCode ended <c>/api/event</c> five times in one recorded turn of the first API. Backing off would lose most of the turn,
/// no limit at all would turn a server that ends every stream into a busy loop.
/// </remarks>
internal sealed class QuickReconnects(TimeProvider clock)
{
    private const int Burst = 20;
    private static readonly TimeSpan _refill = TimeSpan.FromMilliseconds(500);

    private long _since = clock.GetTimestamp();

    // Time saved up since then, counted in the refills it is worth.
    private double _saved = Burst;

    /// <summary>Takes one reconnect.</summary>
    /// <returns>How long to wait before it; mostly nothing.</returns>
    public TimeSpan Take()
    {
        long now = clock.GetTimestamp();
        _saved = Math.Min(Burst, _saved + (clock.GetElapsedTime(_since, now) / _refill)) - 1;
        _since = now;
        return _saved >= 0 ? TimeSpan.Zero : _refill * -_saved;
    }
}
