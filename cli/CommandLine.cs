using System.CommandLine;
using System.CommandLine.Help;
using System.Runtime.InteropServices;
using OpenCodeGen.Cli.Commands;
using OpenCodeGen.Cli.Help;
using OpenCodeGen.Cli.Mistakes;

namespace OpenCodeGen.Cli;

/// <summary>The whole tool: reads the arguments, runs a command, and turns everything that can happen into a sentence and an exit code.</summary>
internal static class CommandLine
{
    // After Ctrl-C a command may take this long to end the servers it started.
    private static readonly TimeSpan _termination = TimeSpan.FromSeconds(30);

    // An argument that begins with @ is a package (@opencode/cli@2.0.0), not a file with more arguments.
    private static readonly ParserConfiguration _parsing = new() { ResponseFileTokenReplacer = null };

    public static Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter errors, CancellationToken cancellationToken = default)
        => RunAsync(arguments, Console.Out, errors, Terminal.Width, cancellationToken);

    /// <param name="arguments">What was typed after the tool's name.</param>
    /// <param name="output">Receives results.</param>
    /// <param name="errors">Receives what is wrong, and progress.</param>
    /// <param name="width">How many characters fit into a line of the output.</param>
    /// <param name="cancellationToken">Stops the command, as Ctrl-C does.</param>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, TextWriter output, TextWriter errors, int width, CancellationToken cancellationToken = default)
    {
        try
        {
            RootCommand root = CreateRoot(width);
            ParseResult parsed = root.Parse(arguments, _parsing);
            var configuration = new InvocationConfiguration
            {
                ProcessTerminationTimeout = _termination,
                EnableDefaultExceptionHandler = false,
                Output = output,
                Error = errors,
            };
            if (root.Directives.Any(d => parsed.GetResult(d) is not null)) return Suggest(parsed, configuration);
            if (Mistake.Of(parsed) is { } mistake)
            {
                await errors.WriteLineAsync(mistake);
                return ExitCodes.Usage;
            }

            // Closing the terminal is no reason to leave anything behind either; the library listens to Ctrl-C and SIGTERM only.
            using var closed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
            {
                signal.Cancel = true;
                closed.Cancel();
            });
            return await parsed.InvokeAsync(configuration, closed.Token);
        }
        catch (OperationCanceledException)
        {
            await errors.WriteLineAsync("Interrupted.");
            return ExitCodes.Interrupted;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Standard output on a full disk, mostly. Commands say themselves what is wrong with their files.
            await errors.WriteLineAsync(exception.Message.ReplaceLineEndings(" "));
            return ExitCodes.Files;
        }
#pragma warning disable CA1031 // The last place where a defect can become a sentence, and a code that no script takes for a finding.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await errors.WriteLineAsync(
                $"opencodegen failed unexpectedly: {exception.GetType().Name}, {exception.Message.ReplaceLineEndings(" ")} This is a defect of the tool; please report it.");
            return ExitCodes.Defect;
        }
    }

    /// <summary>All commands, in the order in which the help lists them.</summary>
    /// <param name="width">How many characters fit into a line of the help.</param>
    public static RootCommand CreateRoot(int width)
    {
        var root = new RootCommand("Generates typed .NET clients from OpenAPI documents, and finds out which OpenCode releases they work with.")
        {
            GenerateCommand.Create(),
            PrepareCommand.Create(),
            DiffCommand.Create(),
            FetchCommand.Create(),
            UpdateCommand.Create(),
            VerifyCommand.Create(),
            CheckTrafficCommand.Create(),
            PublishCommand.Create(),
            CompleteCommand.Create(),
            HelpCommand.Create(),
        };
        root.HelpName = CommandNotes.Tool;
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpPage(width);

        // Where paths begin with a slash, /h is one.
        help.Aliases.Remove("/h");
        help.Aliases.Remove("/?");
        root.SetAction(result => Overview.Write(root, result.InvocationConfiguration.Output, width));
        return root;
    }

    // A shell asks while somebody types: half a command line is no mistake.
    private static int Suggest(ParseResult parsed, InvocationConfiguration configuration)
    {
        try
        {
            return parsed.Invoke(configuration);
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException)
        {
            // The library cannot complete a value that stands after an equals sign, nor read a position that is no number. There is nothing to suggest.
            return ExitCodes.Success;
        }
    }
}
