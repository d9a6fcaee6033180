using System.Globalization;
using System.Security.Cryptography;

namespace OpenCode.Server.Identity;

/// <summary>Makes ids as the original server does: a prefix, 12 hex digits of time and counter, and 14 letters and digits that nobody guesses.</summary>
/// <remarks>
/// They sort as they were made, also those of one moment and of several threads; ids of sessions sort the other way, so that the newest comes first.
/// Of the time 36 bits are kept, so that the order begins again every 2.2 years, as that of the original does.
/// </remarks>
/// <param name="clock">The clock.</param>
public sealed class ServerIds(TimeProvider clock)
{
    private const int CounterBits = 12;
    private const long StampMask = (1L << 48) - 1;
    private const int RandomLength = 14;
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private long _last;

    /// <summary>An id of an event: <c>evt_…</c>.</summary>
    public string Event() => Ascending("evt_");

    /// <summary>An id of a message: <c>msg_…</c>.</summary>
    public string Message() => Ascending("msg_");

    /// <summary>An id of a part of a message: <c>prt_…</c>.</summary>
    public string Part() => Ascending("prt_");

    /// <summary>An id of a request for permission: <c>per_…</c>.</summary>
    public string Permission() => Ascending("per_");

    /// <summary>An id of a question: <c>que_…</c>.</summary>
    public string Question() => Ascending("que_");

    /// <summary>An id of a terminal: <c>pty_…</c>.</summary>
    public string Pty() => Ascending("pty_");

    /// <summary>An id of a session: <c>ses_…</c>. One that is made later sorts before.</summary>
    public string Session() => Make("ses_", ~Next());

    private string Ascending(string prefix) => Make(prefix, Next());

    private static string Make(string prefix, long stamp)
        => string.Create(CultureInfo.InvariantCulture, $"{prefix}{stamp & StampMask:x12}{RandomNumberGenerator.GetString(Base62, RandomLength)}");

    private long Next()
    {
        long now = (clock.GetUtcNow().ToUnixTimeMilliseconds() << CounterBits) + 1;
        while (true)
        {
            // A clock that is set back, or too many ids of a millisecond, borrow from the time to come.
            long last = Volatile.Read(ref _last);
            long next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last) return next;
        }
    }
}
