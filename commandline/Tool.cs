using System.CommandLine;
using OpenCode.CommandLine.Help;

namespace OpenCode.CommandLine;

/// <summary>A tool with commands, and what its help says of them.</summary>
public sealed class Tool
{
    /// <summary>What it is called where people type it.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for, in a sentence.</summary>
    public required string Description { get; init; }

    /// <summary>Makes its commands, in the order in which the help lists them; <c>complete</c> and <c>help</c> come after them.</summary>
    public required Func<IEnumerable<Command>> Commands { get; init; }

    /// <summary>Examples of the tool as a whole, and the exit codes that mean the same with every command.</summary>
    public required CommandNote Note { get; init; }

    /// <summary>What the help says of each command, by its words after the name of the tool.</summary>
    public required IReadOnlyDictionary<string, CommandNote> Notes { get; init; }

    /// <summary>How long a command may take to end what it has started, after Ctrl-C.</summary>
    public TimeSpan Termination { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The tool of a command.</summary>
    public static Tool Of(Command command) => RootOf(command).Tool;

    /// <summary>What is typed for a command, the tool's name included.</summary>
    public static string PathOf(Command command)
    {
        string words = WordsOf(command);
        return words.Length == 0 ? Of(command).Name : $"{Of(command).Name} {words}";
    }

    /// <summary>What the help says of a command; null where nothing was written for it.</summary>
    public CommandNote? NoteOf(Command command) => command is RootCommand ? Note : Notes.GetValueOrDefault(WordsOf(command)) ?? CommonNotes.Of(command, Name);

    private static ToolCommand RootOf(Command command)
        => command as ToolCommand ?? RootOf(command.Parents.OfType<Command>().First());

    private static string WordsOf(Command command)
    {
        if (command is RootCommand) return "";
        string above = WordsOf(command.Parents.OfType<Command>().First());
        return above.Length == 0 ? command.Name : $"{above} {command.Name}";
    }
}
