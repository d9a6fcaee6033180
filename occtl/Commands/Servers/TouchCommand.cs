using System.CommandLine;

namespace OpenCode.Ctl.Commands.Servers;

/// <summary><c>occtl touch</c>: keeps a server from being cleaned up.</summary>
internal static class TouchCommand
{
    public static Command Create()
    {
        Argument<string?> server = CommonOptions.ServerArgument();
        Command command = new("touch", "Notes that a server is used, so that it is not cleaned up.") { server };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            await runner.TouchAsync(await runner.Finder.FindAsync(result.GetValue(server), cancellationToken), cancellationToken);
            return ExitCodes.Success;
        });
        return command;
    }
}
