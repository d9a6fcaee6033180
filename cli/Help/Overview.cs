using System.CommandLine;

namespace OpenCodeGen.Cli.Help;

/// <summary>What the tool says to somebody who types its name alone.</summary>
internal static class Overview
{
    public static void Write(RootCommand root, TextWriter output, int width)
    {
        Lines.Write(output, root.Description!, width);
        output.WriteLine();
        output.WriteLine("Commands:");
        Lines.WriteColumns(output, [.. root.Subcommands.Select(static c => (c.Name, CommandNotes.Of(c)?.Summary ?? c.Description!))], width);
        output.WriteLine();
        output.WriteLine("Examples:");
        foreach ((string example, _) in CommandNotes.Of(root)!.Examples) output.WriteLine($"  {example}");
        output.WriteLine();
        Lines.Write(
            output,
            "'opencodegen help COMMAND' has the options of a command, 'opencodegen help' the exit codes, "
                + "and https://github.com/OpenCodeGen/OpenCodeGen the documentation.",
            width);
    }
}
