using System.CommandLine;
using System.Runtime.InteropServices;
using OpenCode.CommandLine.Mistakes;
using OpenCode.CommandLine.Terminals;

namespace OpenCode.CommandLine;

/// <summary>Reads the arguments, runs a command, and turns everything that can happen into a sentence and an exit code.</summary>
public static class ToolRun
{
    // An argument that begins with @ is a package (@opencode/cli@2.0.0), not a file with more arguments.
    private static readonly ParserConfiguration _parsing = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs a tool in this process, with its standard streams.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="arguments">What was typed after its name.</param>
    public static Task<int> MainAsync(Tool tool, IReadOnlyList<string> arguments)
    {
        Console.SetOut(new StandardWriter(Console.Out, "Standard output"));
        Console.SetError(new StandardWriter(Console.Error, name: null));
        return RunAsync(tool, arguments, Console.Out, Console.Error, Terminal.Width);
    }

    /// <param name="tool">The tool.</param>
    /// <param name="arguments">What was typed after its name.</param>
    /// <param name="output">Receives results.</param>
    /// <param name="errors">Receives what is wrong, and progress.</param>
    /// <param name="width">How many characters fit into a line of the output.</param>
    /// <param name="cancellationToken">Stops the command, as Ctrl-C does.</param>
    public static async Task<int> RunAsync(
        Tool tool, IReadOnlyList<string> arguments, TextWriter output, TextWriter errors, int width, CancellationToken cancellationToken = default)
    {
        try
        {
            ToolCommand root = tool.CreateRoot(width);
            ParseResult parsed = root.Parse(arguments, _parsing);
            var configuration = new InvocationConfiguration
            {
                ProcessTerminationTimeout = tool.Termination,
                EnableDefaultExceptionHandler = false,
                Output = output,
                Error = errors,
            };
            if (root.Directives.Any(d => parsed.GetResult(d) is not null)) return Suggest(parsed, configuration);
            if (Mistake.Of(parsed) is { } mistake)
            {
                await errors.WriteLineAsync(mistake);
                return ToolExitCodes.Usage;
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
            return ToolExitCodes.Interrupted;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Standard output on a full disk, mostly. Commands say themselves what is wrong with their files.
            await errors.WriteLineAsync(exception.Message.ReplaceLineEndings(" "));
            return ToolExitCodes.Files;
        }
#pragma warning disable CA1031 // The last place where a defect can become a sentence, and a code that no script takes for a finding.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await errors.WriteLineAsync(
                $"{tool.Name} failed unexpectedly: {exception.GetType().Name}, {exception.Message.ReplaceLineEndings(" ")} This is a defect of the tool; please report it.");
            return ToolExitCodes.Defect;
        }
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
            return ToolExitCodes.Success;
        }
    }
}
