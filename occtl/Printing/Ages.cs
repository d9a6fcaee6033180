using System.Globalization;

namespace OpenCode.Ctl.Printing;

/// <summary>Spans of time in few characters.</summary>
internal static class Ages
{
    /// <summary>Such as <c>42s</c>, <c>7m</c>, <c>3h</c>, <c>12d</c>.</summary>
    public static string Short(TimeSpan age) => age switch
    {
        { TotalSeconds: < 0 } => "0s",
        { TotalMinutes: < 1 } => Format(age.TotalSeconds, "s"),
        { TotalHours: < 1 } => Format(age.TotalMinutes, "m"),
        { TotalDays: < 1 } => Format(age.TotalHours, "h"),
        _ => Format(age.TotalDays, "d"),
    };

    private static string Format(double number, string unit) => Math.Floor(number).ToString(CultureInfo.InvariantCulture) + unit;
}
