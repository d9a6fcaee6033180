using System.CommandLine;

namespace OpenCode.CommandLine.Help;

/// <summary>What the tool says to somebody who types its name alone.</summary>
public static class Overview
{
    public static void Write(ToolCommand root, TextWriter output, int width)
    {
        Lines.Write(output, root.Description!, width);
        output.WriteLine();
        output.WriteLine("Commands:");
        Lines.WriteColumns(output, [.. root.Subcommands.Select(c => (c.Name, root.Tool.NoteOf(c)?.Summary ?? c.Description!))], width);
        output.WriteLine();
        output.WriteLine("Examples:");
        foreach ((string example, _) in root.Tool.Note.Examples) output.WriteLine($"  {example}");
        output.WriteLine();
        Lines.Write(
            output,
            $"'{root.Tool.Name} help COMMAND' has the options of a command, '{root.Tool.Name} help' the exit codes, "
                + "and https://github.com/OpenCodeGen/OpenCodeGen the documentation.",
            width);
    }
}
