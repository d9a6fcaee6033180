using System.Globalization;
using System.Security.Cryptography;
using OpenCode.Events;

namespace OpenCode.Turns;

/// <summary>Makes ids as the server makes them: a prefix, 12 hexadecimal digits of time and counter, 14 letters and digits.</summary>
/// <remarks>The server sorts by them. Two ids of this process are never equal, and those for one server ascend.</remarks>
internal static class MessageIds
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int RandomLength = 14;
    private const int CounterBits = 12;

    private static readonly Lock _lock = new();
    private static long _last;

    /// <summary>Makes an id that sorts after another one.</summary>
    /// <param name="prefix">Such as <c>msg</c>.</param>
    /// <param name="clock">The server's time.</param>
    /// <param name="after">The id to sort after; null for none.</param>
    public static string Next(string prefix, ServerClock clock, string? after = null)
    {
        long stamp = ServerClock.Shown(clock.Now) << CounterBits;
        if (after is not null && ServerClock.TimeOf(after) is { } newest && stamp <= newest << CounterBits) stamp = (newest + 1) << CounterBits;
        lock (_lock)
        {
            // A clock that was set back by more than an hour is another server's.
            bool isOtherServer = _last - stamp > 3_600_000L << CounterBits;
            _last = stamp > _last || isOtherServer ? stamp : _last + 1;
            stamp = _last;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{prefix}_{stamp:x12}{RandomNumberGenerator.GetString(Alphabet, RandomLength)}");
    }
}
