using System.CommandLine;
using System.CommandLine.Parsing;
using OpenCode.Ctl.Waiting;

namespace OpenCode.Ctl.Commands;

/// <summary>An option that is a span of time: <c>90</c> and <c>90s</c> are seconds, <c>5m</c>, <c>2h</c>, <c>1d</c>.</summary>
internal static class DurationOption
{
    public static Option<TimeSpan?> Create(string description, string name, params string[] aliases) => new(name, aliases)
    {
        Description = description,
        HelpName = "duration",
        CustomParser = Parse,
    };

    private static TimeSpan? Parse(ArgumentResult result)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        TimeSpan? span = DurationText.TryParse(text);
        if (span is null) result.AddError($"'{text}' is no duration; write seconds (90), or 90s, 5m, 2h, 1d, and at most 45d.");
        return span;
    }
}
