using System.Globalization;

namespace CiJobSample;

/// <summary>Reads durations as people write them.</summary>
internal static class Durations
{
    /// <summary>Reads <c>90s</c>, <c>10m</c> or <c>1h</c>.</summary>
    public static bool TryParse(string text, out TimeSpan time)
    {
        double unit = text.Length < 2 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        bool isNumber = double.TryParse(unit > 0 ? text.AsSpan()[..^1] : "", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number);
        time = isNumber && number * unit < TimeSpan.FromDays(365).TotalSeconds ? TimeSpan.FromSeconds(number * unit) : TimeSpan.Zero;
        return time > TimeSpan.Zero;
    }
}
