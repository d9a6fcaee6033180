using OpenCode.CommandLine;
using OpenCode.CommandLine.Terminals;
using OpenCodeGen.Cli.Commands;
using OpenCodeGen.Cli.Help;

namespace OpenCodeGen.Cli;

/// <summary>The whole tool.</summary>
internal static class GeneratorTool
{
    public static Tool Tool { get; } = new()
    {
        Name = CommandNotes.Tool,
        Description = "Generates typed .NET clients from OpenAPI documents, and finds out which OpenCode releases they work with.",
        Commands = static () =>
        [
            GenerateCommand.Create(),
            PrepareCommand.Create(),
            DiffCommand.Create(),
            FetchCommand.Create(),
            UpdateCommand.Create(),
            VerifyCommand.Create(),
            CheckTrafficCommand.Create(),
            PublishCommand.Create(),
        ],
        Note = CommandNotes.Root,
        Notes = CommandNotes.All,
    };

    /// <param name="arguments">What was typed after the tool's name.</param>
    /// <param name="errors">Receives what is wrong, and progress.</param>
    /// <param name="cancellationToken">Stops the command, as Ctrl-C does.</param>
    public static Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter errors, CancellationToken cancellationToken = default)
        => ToolRun.RunAsync(Tool, arguments, Console.Out, errors, Terminal.Width, cancellationToken);
}
