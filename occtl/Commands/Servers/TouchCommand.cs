using System.CommandLine;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Servers;

namespace OpenCode.Ctl.Commands.Servers;

/// <summary><c>occtl touch</c>: keeps a server from being cleaned up.</summary>
internal static class TouchCommand
{
    public static Command Create()
    {
        Argument<string?> server = CommonOptions.ServerArgument();
        Option<bool> json = CommonOptions.Json();
        Command command = new("touch", "Notes that a server is used, so that it is not cleaned up.") { server, json };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            KnownServer touched = await runner.Servers.TouchAsync(result.GetValue(server), cancellationToken);
            if (result.GetValue(json)) JsonText.Write(result.Output(), ServerLines.Json(touched));
            return ExitCodes.Success;
        });
        return command;
    }
}
