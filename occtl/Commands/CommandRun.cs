using System.CommandLine;
using OpenCode.CommandLine;
using OpenCode.Ctl.Store;

namespace OpenCode.Ctl.Commands;

/// <summary>Makes a command's work out of what its command line says.</summary>
internal static class CommandRun
{
    public static void SetRun(this Command command, Func<ParseResult, Runner, CancellationToken, Task<int>> run)
        => command.SetAction((result, cancellationToken) => CommandFailures.TellAsync(result.InvocationConfiguration.Error, Failures.CodeOf, () =>
        {
            Runner runner = new(DataFolder.FromEnvironment(), TimeProvider.System, result.InvocationConfiguration.Error);
            return run(result, runner, cancellationToken);
        }));

    /// <summary>Where a command prints.</summary>
    public static TextWriter Output(this ParseResult result) => result.InvocationConfiguration.Output;
}
