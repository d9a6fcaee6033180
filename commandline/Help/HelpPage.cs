using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;

namespace OpenCode.CommandLine.Help;

/// <summary>What <c>--help</c> does: the library's page, then examples and exit codes.</summary>
/// <param name="width">How many characters fit into a line.</param>
public sealed class HelpPage(int width) : SynchronousCommandLineAction
{
    private readonly HelpAction _page = new() { MaxWidth = width };

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        _page.Invoke(parseResult);
        Command command = parseResult.CommandResult.Command;
        if (Tool.Of(command).NoteOf(command) is { } note) Write(note, parseResult.InvocationConfiguration.Output);
        return ToolExitCodes.Success;
    }

    private void Write(CommandNote note, TextWriter output)
    {
        output.WriteLine("Examples:");
        foreach ((string example, string does) in note.Examples)
        {
            // Whole, however long it is: it is there to be copied.
            output.WriteLine($"  {example}");
            Lines.Write(output, does, width, indent: 6);
        }

        if (note.ExitCodes.Count == 0) return;
        output.WriteLine();
        output.WriteLine("Exit codes:");
        Lines.WriteColumns(output, [.. note.ExitCodes.Select(static c => (c.Code.ToString(CultureInfo.InvariantCulture), c.Meaning))], width);
    }
}
