using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace OpenCode.Ctl.Commands;

/// <summary>An option that is a span of time: <c>90</c> and <c>90s</c> are seconds, <c>5m</c>, <c>2h</c>, <c>1d</c>.</summary>
internal static class DurationOption
{
    // Timers of the platform end at 49 days.
    private const double LongestDays = 45;

    public static Option<TimeSpan?> Create(string description, string name, params string[] aliases) => new(name, aliases)
    {
        Description = description,
        HelpName = "duration",
        CustomParser = Parse,
    };

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

    private static TimeSpan? Parse(ArgumentResult result)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        TimeSpan? span = TryParse(text);
        if (span is null) result.AddError($"'{text}' is no duration; write seconds (90), or 90s, 5m, 2h, 1d, and at most 45d.");
        return span;
    }
}
