using System.CommandLine;
using OpenCode.CommandLine;
using OpenCode.Workbench;

namespace OpenCode.Ctl.Tests.Help;

/// <summary>Whatever a command says, a script can read.</summary>
public sealed class JsonOptionTests
{
    private const int Width = 100;

    // A screen, a page of help, and what a shell reads.
    private static readonly string[] _without = ["attach", "help", "complete"];

    public static TheoryData<string> Commands => [.. All(Occtl.Tool.CreateRoot(Width)).Where(static c => c.Action is not null).Select(Words).Except(_without)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_prints_JSON_and_the_documentation_says_of_which_shape(string words)
    {
        Command command = All(Occtl.Tool.CreateRoot(Width)).Single(c => Words(c) == words);

        Assert.Contains(command.Options, static o => o.Name == "--json" && o.Aliases.Contains("-j"));
        Assert.Contains(Shapes(), row => row.Split(',', StringSplitOptions.TrimEntries).Contains($"`{words}`"));
    }

    // The first column of the table.
    private static IEnumerable<string> Shapes()
        => File.ReadAllLines(Clone.InRoot("docs/occtl.md")).SkipWhile(static l => l != "## JSON").TakeWhile(static l => l != "## Benchmarks")
            .Where(static l => l.StartsWith('|')).Select(static l => l.Split('|')[1].Trim());

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(static c => All(c).Prepend(c));

    private static string Words(Command command) => Tool.PathOf(command)["occtl ".Length..];
}
