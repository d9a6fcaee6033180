using System.CommandLine;
using System.Runtime.InteropServices;
using OpenCodeGen.Cli.Commands;

namespace OpenCodeGen.Cli;

/// <summary>The whole tool: reads the arguments, runs a command, and turns everything that can happen into a sentence and an exit code.</summary>
internal static class CommandLine
{
    // After Ctrl-C a command may take this long to end the servers it started.
    private static readonly TimeSpan _termination = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter errors, CancellationToken cancellationToken = default)
    {
        try
        {
            ParseResult parsed = CreateRoot().Parse(arguments);
            if (parsed.Errors.Count > 0)
            {
                await errors.WriteLineAsync($"{parsed.Errors[0].Message} Run '{Name(parsed.CommandResult.Command)} --help' for what there is.");
                return ExitCodes.Usage;
            }

            // Closing the terminal is no reason to leave anything behind either; the library listens to Ctrl-C and SIGTERM only.
            using var closed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
            {
                signal.Cancel = true;
                closed.Cancel();
            });
            return await parsed.InvokeAsync(
                new InvocationConfiguration { ProcessTerminationTimeout = _termination, EnableDefaultExceptionHandler = false, Error = errors }, closed.Token);
        }
        catch (OperationCanceledException)
        {
            await errors.WriteLineAsync("Interrupted.");
            return ExitCodes.Interrupted;
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

    private static RootCommand CreateRoot() => new("Generates and checks typed .NET clients for OpenCode servers.")
    {
        GenerateCommand.Create(),
        PrepareCommand.Create(),
        CheckTrafficCommand.Create(),
        VerifyCommand.Create(),
        PublishCommand.Create(),
        DiffCommand.Create(),
        FetchCommand.Create(),
        UpdateCommand.Create(),
    };

    private static string Name(Command command) => command is RootCommand ? "opencodegen" : $"opencodegen {command.Name}";
}
