using System.Globalization;
using System.Security.Cryptography;

namespace OpenCode.Server.Terminals;

/// <summary>Makes ids as the original server does: a prefix, 12 hexadecimal digits of time and counter, 14 letters and digits.</summary>
internal sealed class TerminalIds(TimeProvider clock)
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int RandomLength = 14;
    private const int CounterBits = 12;
    private const long Mask = (1L << 48) - 1;

    private long _last;

    /// <summary>An id that sorts after those before it.</summary>
    public string Next()
    {
        long stamp = clock.GetUtcNow().ToUnixTimeMilliseconds() << CounterBits;
        _last = Math.Max(stamp, _last + 1);
        return string.Create(CultureInfo.InvariantCulture, $"pty_{_last & Mask:x12}{RandomNumberGenerator.GetString(Alphabet, RandomLength)}");
    }
}
