using System.Text.RegularExpressions;

namespace OpenCode.Packages.Tests;

/// <summary>What a page tells its reader to do: its commands, its files and its piece of the project file, in their order.</summary>
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
            string content = block.Groups[3].Value;
            string[] lines = content.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            steps.AddRange(block.Groups[1].Value.Split(' ')[0] switch
            {
                "csharp" => [Step.Write("Program.cs", content)],
                "json" => [Step.Write(block.Groups[2].Value, content)],
                "xml" => [Step.AddToProject(content)],
                _ => lines.Select(static l => new Step { Command = l.Split(' ') }),
            });
        }

        return steps.Count > 0 ? new Instructions(steps) : throw new FormatException("The page has nothing to do.");
    }

    [GeneratedRegex("^```(sh|csharp|xml|json (\\S+))\\r?\\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    /// <summary>A command to run, a file to write, or a piece of the project file.</summary>
    internal sealed record Step
    {
        public IReadOnlyList<string> Command { get; init; } = [];

        public (string Name, string Content)? File { get; private init; }

        public string? Project { get; private init; }

        public static Step Write(string name, string content) => new() { File = (name, content) };

        public static Step AddToProject(string content) => new() { Project = content };
    }
}
