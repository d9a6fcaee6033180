using System.CommandLine;
using OpenCode.CommandLine;
using OpenCode.CommandLine.Help;
using OpenCode.CommandLine.Mistakes;
using OpenCodeGen.Cli;
using OpenCodeGen.Cli.Help;
using Xunit;

namespace OpenCode.Verification.Tests.Cli;

/// <summary>Whoever has the tool and nothing else finds out what it does, and how.</summary>
public sealed class HelpTests
{
    public static TheoryData<string> Commands => [.. GeneratorTool.Tool.CreateRoot(Typed.Width).Subcommands.Select(static c => c.Name)];

    [Fact]
    public async Task The_name_alone_shows_what_there_is_and_succeeds()
    {
        Typed typed = await Typed.RunAsync();

        Assert.Equal((0, ""), (typed.Code, typed.Errors));
        string[] lines = typed.Output.Split('\n');
        foreach (string command in Commands.Select(static c => c.Data)) Assert.Single(lines, l => l.StartsWith($"  {command} ", StringComparison.Ordinal));
        Assert.Contains("Examples:", lines);
        Assert.Contains("'opencodegen help COMMAND'", typed.Output, StringComparison.Ordinal);
        Assert.All(lines, static l => Assert.True(l.Length <= Typed.Width, l));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_has_examples_that_can_be_typed(string name)
    {
        RootCommand root = GeneratorTool.Tool.CreateRoot(Typed.Width);
        CommandNote note = GeneratorTool.Tool.NoteOf(root.Subcommands.Single(c => c.Name == name))!;

        Assert.InRange(note.Examples.Count, 2, 4);
        foreach ((string example, _) in note.Examples)
        {
            string typed = example[example.IndexOf(CommandNotes.Tool, StringComparison.Ordinal)..].Split(" | ")[0].TrimEnd('"', ')');
            Assert.StartsWith($"{CommandNotes.Tool} {name}", typed, StringComparison.Ordinal);
            Assert.Null(Mistake.Of(root.Parse(typed.Split(' ')[1..])));
        }

        Typed help = await Typed.RunAsync(name, "--help");
        Assert.Equal((0, ""), (help.Code, help.Errors));
        Assert.All(note.Examples, e => Assert.Contains($"  {e.CommandLine}\n", help.Output, StringComparison.Ordinal));
        Assert.All(note.ExitCodes, c => Assert.Contains($"  {c.Code} ", help.Output, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task All_ways_to_ask_for_help_lead_to_the_same_page(string name)
    {
        string page = (await Typed.RunAsync(name, "--help")).Output;

        Assert.Equal(page, (await Typed.RunAsync("help", name)).Output);
        Assert.Equal(page, (await Typed.RunAsync(name, "-h")).Output);
        Assert.Equal(page, (await Typed.RunAsync("-?", name)).Output);
        Assert.Equal((await Typed.RunAsync("--help")).Output, (await Typed.RunAsync("help")).Output);
    }

    [Fact]
    public async Task The_help_has_every_exit_code()
    {
        string page = (await Typed.RunAsync("help")).Output;

        Assert.All(CommandNotes.Usual, c => Assert.Contains($"  {c.Code} ", page, StringComparison.Ordinal));
        Assert.Equal(
            typeof(ExitCodes).GetFields().Select(static f => (int)f.GetRawConstantValue()!).Order(),
            CommandNotes.Usual.Select(static c => c.Code));
    }

    /// <summary>What cannot be broken may be longer: an example is there to be copied, and an address is one word.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_narrow_terminal_gets_narrow_lines(string name)
    {
        const int Narrow = 40;
        foreach (string[] arguments in new[] { [], ["help"], new[] { "help", name } })
        {
            string output = (await Typed.RunAsync(Narrow, arguments)).Output;

            Assert.DoesNotContain(output, static c => char.IsControl(c) && c != '\n');
            Assert.All(
                output.Split('\n').Where(static l => !l.Contains(CommandNotes.Tool, StringComparison.OrdinalIgnoreCase)),
                static l => Assert.True(l.TrimEnd().Length <= Narrow, l));
        }
    }

    [Fact]
    public async Task The_version_is_a_line()
    {
        Typed typed = await Typed.RunAsync("--version");

        Assert.Equal((0, ""), (typed.Code, typed.Errors));
        Assert.Matches("^[0-9]+[.][0-9]+[^\n]*\n$", typed.Output);
    }
}
