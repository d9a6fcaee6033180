using System.CommandLine;
using OpenCode.Ctl.Store;

namespace OpenCode.Ctl.Commands;

/// <summary>What commands have in common.</summary>
internal static class ServerCommand
{
    /// <summary>The server that a command is about, as an option.</summary>
    public static Option<string?> ServerOption() => new("--server", "-s")
    {
        Description = "The server: its id or the beginning of it. Default: OCCTL_SERVER, or the only one that runs.",
        HelpName = "id",
    };

    public static Option<bool> JsonOption() => new("--json", "-j") { Description = "Print JSON." };

    /// <summary>Makes a command's work out of what its command line says.</summary>
    public static void SetRun(this Command command, Func<ParseResult, Runner, CancellationToken, Task<int>> run)
        => command.SetAction((result, cancellationToken) => Failures.TellAsync(result.InvocationConfiguration.Error, () =>
        {
            Runner runner = new(DataFolder.FromEnvironment(), TimeProvider.System, result.InvocationConfiguration.Error);
            return run(result, runner, cancellationToken);
        }));

    /// <summary>Where a command prints.</summary>
    public static TextWriter Output(this ParseResult result) => result.InvocationConfiguration.Output;
}
