using System.ComponentModel;
using System.Globalization;

namespace OpenCode.Core.Json;

/// <summary>Reads times: epoch milliseconds, as OpenCode writes nearly all of them, and ISO 8601 strings.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class EpochTime
{
    private const double Earliest = -62135596800000;
    private const double Latest = 253402300799999;

    /// <summary>Converts epoch milliseconds.</summary>
    /// <param name="milliseconds">Milliseconds since 1970-01-01T00:00:00Z.</param>
    /// <returns>The time in UTC; null for none, NaN, and values outside the years 1 to 9999.</returns>
    public static DateTimeOffset? FromMilliseconds(double? milliseconds)
        => milliseconds is >= Earliest and <= Latest ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds.Value) : null;

    /// <summary>Converts an ISO 8601 string, such as <c>2026-11-27T12:02:31.479Z</c>.</summary>
    /// <param name="text">The string.</param>
    /// <returns>The time in UTC; null for none, and for a string that is no such time.</returns>
    public static DateTimeOffset? FromString(string? text) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time) ? time : null;
}
