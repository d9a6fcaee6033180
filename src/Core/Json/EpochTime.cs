using System.ComponentModel;

namespace OpenCode.Core.Json;

/// <summary>Reads the epoch milliseconds that OpenCode uses for every time.</summary>
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
}
