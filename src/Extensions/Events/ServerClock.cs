using System.Globalization;

namespace OpenCode.Events;

/// <summary>What time it is at the server, as far as the ids of its events tell.</summary>
/// <remarks>
/// The server sorts messages by ids that begin with the time. An id from a clock that goes ahead makes it ask its model without end; one from a clock
/// that is behind makes it take a prompt for answered. An event is received after its id was made, so an estimate from events is never ahead.
/// </remarks>
internal sealed class ServerClock(TimeProvider clock)
{
    private const int TimeDigits = 12;
    private const int CounterBits = 12;
    private const long TimeMask = (1L << ((TimeDigits * 4) - CounterBits)) - 1;

    private readonly Lock _lock = new();
    private long? _offset;

    /// <summary>The server's time in milliseconds since 1970; this machine's while no event has told.</summary>
    public long Now
    {
        get
        {
            lock (_lock) return clock.GetUtcNow().ToUnixTimeMilliseconds() + (_offset ?? 0);
        }
    }

    /// <summary>The part of a time that an id holds.</summary>
    public static long Shown(long milliseconds) => milliseconds & TimeMask;

    /// <summary>The time in an id.</summary>
    /// <param name="id">An ascending id, such as that of an event or a message.</param>
    /// <returns>The low bits of the milliseconds since 1970; null for an id of another form.</returns>
    public static long? TimeOf(string id)
    {
        int start = id.IndexOf('_', StringComparison.Ordinal) + 1;
        return start > 0 && id.Length >= start + TimeDigits
            && long.TryParse(id.AsSpan(start, TimeDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long stamp)
            ? stamp >> CounterBits
            : null;
    }

    /// <summary>Takes note of an event.</summary>
    /// <param name="eventId">Its id.</param>
    public void Observe(string eventId)
    {
        if (TimeOf(eventId) is not { } time) return;
        long now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        long difference = (time - Shown(now)) & TimeMask;

        // The bits wrap round every two years: what looks like almost so long is a clock that is behind.
        if (difference > TimeMask / 2) difference -= TimeMask + 1;
        lock (_lock) _offset = _offset is { } known && known > difference ? known : difference;
    }
}
