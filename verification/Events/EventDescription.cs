using System.Text.RegularExpressions;

namespace OpenCode.Verification.Events;

/// <summary>How a pact describes an event: <c>STREAM: TYPE</c>, or <c>STREAM: TYPE where POINTER is TEXT</c>.</summary>
internal sealed partial record EventDescription(string Stream, string Type, string? Where, string? Is)
{
    public static EventDescription Parse(string description)
    {
        Match match = Form().Match(description);
        if (!match.Success) throw new FormatException($"'{description}' describes no event; write 'STREAM: TYPE' or 'STREAM: TYPE where POINTER is TEXT'.");
        return new(match.Groups[1].Value, match.Groups[2].Value, Group(match, 3), Group(match, 4));
    }

    private static string? Group(Match match, int number) => match.Groups[number] is { Success: true } group ? group.Value : null;

    [GeneratedRegex("^(.+?): (.+?)(?: where (.+?) is (.+))?$")]
    private static partial Regex Form();
}
