using System.Text.RegularExpressions;

namespace OpenCode.Packages.Tests;

/// <summary>What a page tells its reader to do: its blocks of commands and its program, in their order.</summary>
internal sealed partial class Instructions
{
    private Instructions(IReadOnlyList<Step> steps) => Steps = steps;

    public IReadOnlyList<Step> Steps { get; }

    /// <summary>The same, but for the last step.</summary>
    public Instructions WithoutLast() => new([.. Steps.SkipLast(1)]);

    public static Instructions Read(string page)
    {
        List<Step> steps = [];
        foreach (Match block in Fence().Matches(page))
        {
            string content = block.Groups[2].Value;
            string[] lines = content.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            steps.AddRange(block.Groups[1].Value == "csharp" ? [new Step([], content)] : lines.Select(static l => new Step(l.Split(' '), null)));
        }

        return steps.Count > 0 ? new Instructions(steps) : throw new FormatException("The page has neither commands nor a program.");
    }

    [GeneratedRegex("^```(sh|csharp)\\r?\\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    /// <summary>A command, or a program.</summary>
    internal sealed record Step(IReadOnlyList<string> Command, string? Program);
}
