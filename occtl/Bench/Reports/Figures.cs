using System.Globalization;
using OpenCode.Ctl.Bench.Statistics;

namespace OpenCode.Ctl.Bench.Reports;

/// <summary>Figures as people read them.</summary>
internal static class Figures
{
    public const string None = "–";

    private static readonly CultureInfo _culture = CultureInfo.InvariantCulture;

    /// <summary>Such as <c>0.42 s</c>, <c>12.3 s</c>, <c>4:07 min</c>.</summary>
    public static string Seconds(double seconds) => seconds switch
    {
        < 10 => seconds.ToString("0.00", _culture) + " s",
        < 100 => seconds.ToString("0.0", _culture) + " s",
        _ => string.Create(_culture, $"{(int)(seconds / 60)}:{(int)seconds % 60:00} min"),
    };

    /// <summary>Such as <c>850</c>, <c>12.4k</c>, <c>1.25M</c>.</summary>
    public static string Count(double number) => number switch
    {
        < 1000 => number.ToString("0.#", _culture),
        < 1_000_000 => (number / 1000).ToString("0.0", _culture) + "k",
        _ => (number / 1_000_000).ToString("0.00", _culture) + "M",
    };

    /// <summary>Such as <c>$0.0012</c>, <c>$4.20</c>.</summary>
    public static string Money(double dollars) => "$" + dollars.ToString(dollars switch
    {
        0 => "0",
        < 0.1 => "0.0000",
        _ => "0.00",
    }, _culture);

    public static string Percent(double part) => (part * 100).ToString("0", _culture) + " %";

    /// <summary>A value of a measure.</summary>
    public static string Of(Measure measure, double value)
        => measure == Measure.Tokens ? Count(value) : measure == Measure.Money ? Money(value) : Seconds(value);

    /// <summary>The median, and between what the middle half lies.</summary>
    public static string Of(Measure measure, Spread? spread)
    {
        if (spread is null) return None;
        string median = Of(measure, spread.Median), low = Of(measure, spread.Low), high = Of(measure, spread.High);
        return low == high ? median : $"{median} ({low} – {high})";
    }

    public static string Of(PassRate rate) => rate.Total == 0 ? None : $"{Percent(rate.Rate)} ({rate.Passed}/{rate.Total})";

    /// <summary>Between what the rate may be.</summary>
    public static string Interval(PassRate rate) => $"{Percent(rate.Interval.Low)} – {Percent(rate.Interval.High)}";

    /// <summary>The chance of a difference.</summary>
    public static string Chance(double chance) => chance < 0.001 ? "< 0.001" : chance.ToString("0.000", _culture);
}
