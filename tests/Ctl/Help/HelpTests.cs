using System.CommandLine;
using OpenCode.CommandLine;
using OpenCode.CommandLine.Help;
using OpenCode.CommandLine.Mistakes;

namespace OpenCode.Ctl.Tests.Help;

/// <summary>Whoever has the tool and nothing else finds out what it does, and how.</summary>
public sealed class HelpTests
{
    private const int Width = 100;

    public static TheoryData<string> Commands => [.. All(Occtl.Tool.CreateRoot(Width)).Select(Words)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_has_examples_that_can_be_typed(string words)
    {
        ToolCommand root = Occtl.Tool.CreateRoot(Width);
        CommandNote note = Occtl.Tool.NoteOf(All(root).Single(c => Words(c) == words))!;

        Assert.InRange(note.Examples.Count, 2, 4);
        Assert.InRange(note.Summary.Length, 5, 60);
        foreach ((string example, _) in note.Examples)
        {
            string typed = example[example.IndexOf("occtl", StringComparison.Ordinal)..].Split(" | ")[0];
            if (example.StartsWith("eval", StringComparison.Ordinal)) typed = typed.TrimEnd('"', ')');
            Assert.StartsWith($"occtl {words}", typed, StringComparison.Ordinal);
            Assert.Null(Mistake.Of(root.Parse(System.CommandLine.Parsing.CommandLineParser.SplitCommandLine(typed).Skip(1).ToArray())));
        }

        using StringWriter output = new() { NewLine = "\n" };
        Assert.Equal(0,
            await ToolRun.RunAsync(Occtl.Tool, [.. words.Split(' '), "--help"], output, TextWriter.Null, Width, TestContext.Current.CancellationToken));
        Assert.All(note.Examples, e => Assert.Contains($"  {e.CommandLine}\n", output.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Every_note_is_of_a_command()
        => Assert.Empty(Occtl.Tool.Notes.Keys.Except(All(Occtl.Tool.CreateRoot(Width)).Select(Words)));

    [Fact]
    public void The_help_has_every_exit_code() => Assert.Equal(
        typeof(ExitCodes).GetFields().Select(static f => (int)f.GetRawConstantValue()!).Order(), Occtl.Tool.Note.ExitCodes.Select(static c => c.Code));

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(static c => All(c).Prepend(c));

    private static string Words(Command command) => Tool.PathOf(command)["occtl ".Length..];
}
