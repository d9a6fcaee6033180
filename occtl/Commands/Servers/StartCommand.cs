using System.CommandLine;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Servers;

namespace OpenCode.Ctl.Commands.Servers;

/// <summary><c>occtl start</c>: starts a server that goes on.</summary>
internal static class StartCommand
{
    public static Command Create()
    {
        StartOptions options = new();
        Option<bool> noWait = new("--no-wait") { Description = "Return at once, before the server responds." };
        Option<bool> wait = new("--wait", "-w") { Description = "Wait until it responds; this is the default." };
        Option<bool> json = CommonOptions.Json();
        Command command = new("start", "Starts a server that goes on when this command has ended, and prints its id.") { noWait, wait, json };
        options.AddTo(command);
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            KnownServer started = await runner.Servers.StartAsync(options.Read(result) with { Wait = !result.GetValue(noWait) }, cancellationToken);
            if (result.GetValue(json)) JsonText.Write(result.Output(), ServerLines.Json(started));
            else await result.Output().WriteLineAsync(started.Id);
            return ExitCodes.Success;
        });
        return command;
    }
}
