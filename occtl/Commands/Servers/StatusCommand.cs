using System.CommandLine;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Servers;

namespace OpenCode.Ctl.Commands.Servers;

/// <summary><c>occtl status</c>: what one server is doing.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        Argument<string?> server = CommonOptions.ServerArgument();
        Option<bool> json = CommonOptions.Json();
        Command command = new("status", "Says what a server is doing.") { server, json };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            ServerReport report = await runner.Servers.LookAsync(result.GetValue(server), cancellationToken);
            if (result.GetValue(json)) JsonText.Write(result.Output(), ServerLines.Json(report));
            else ServerLines.WriteOne(result.Output(), report, runner.Time.GetUtcNow());
            return report.State is ServerState.Dead or ServerState.Error ? ExitCodes.Failed : ExitCodes.Success;
        });
        return command;
    }
}
