using System.Security.Cryptography;

namespace OpenCode.Server.Identity;

/// <summary>Makes ids as OpenCode does: a prefix, twelve hexadecimal digits of time and a counter, and fourteen random characters. They sort as they were made;
/// those of sessions the other way round.</summary>
/// <param name="clock">The clock.</param>
public sealed class ServerIds(TimeProvider clock)
{
    private const int RandomLength = 14;
    private const long CountsPerMillisecond = 0x1000;
    private const long Mask = 0xFFFF_FFFF_FFFF;

    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private long _last;

    /// <summary>An id of a session; the newest sorts first.</summary>
    public string Session() => "ses_" + Hex(~Next() & Mask) + Random();

    /// <summary>An id of a message.</summary>
    public string Message() => Ascending("msg");

    /// <summary>An id of a part.</summary>
    public string Part() => Ascending("prt");

    /// <summary>An id of a request for a permission.</summary>
    public string Permission() => Ascending("per");

    /// <summary>An id of a question.</summary>
    public string Question() => Ascending("que");

    /// <summary>An id of any kind.</summary>
    /// <param name="prefix">What it begins with, without the underscore.</param>
    public string Ascending(string prefix) => $"{prefix}_{Hex(Next() & Mask)}{Random()}";

    // A clock that stands still or goes back makes no id smaller than the last one.
    private long Next()
    {
        long now = clock.GetUtcNow().ToUnixTimeMilliseconds() * CountsPerMillisecond;
        while (true)
        {
            long last = Interlocked.Read(ref _last);
            long next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last) return next;
        }
    }

    private static string Hex(long value) => value.ToString("x12", System.Globalization.CultureInfo.InvariantCulture);

    private static string Random() => RandomNumberGenerator.GetString(Alphabet, RandomLength);
}
