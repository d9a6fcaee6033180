using System.Globalization;

namespace OpenCode.Ctl.Waiting;

/// <summary>Spans of time as they are typed: <c>90</c> and <c>90s</c> are seconds, <c>5m</c>, <c>2h</c>, <c>1d</c>.</summary>
internal static class DurationText
{
    // Timers of the platform end at 49 days.
    private const double LongestDays = 45;

    /// <summary>Reads one; null when it is none.</summary>
    public static TimeSpan? TryParse(string text)
    {
        double unit = text.Length == 0 ? 0 : text[^1] switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            'd' => 86400,
            _ => 0,
        };
        string number = unit == 0 ? text : text[..^1];
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)
            && value * Math.Max(1, unit) <= LongestDays * 86400
            ? TimeSpan.FromSeconds(value * (unit == 0 ? 1 : unit))
            : null;
    }
}
