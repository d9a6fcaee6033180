using System.CommandLine;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Servers;

namespace OpenCode.Ctl.Commands.Servers;

/// <summary><c>occtl list</c>: all servers, and what they are doing.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        Option<bool> json = CommonOptions.Json();
        Option<bool> quiet = new("--quiet", "-q") { Description = "Print ids only." };
        Command command = new("list", "Lists the servers, and what each is doing.") { json, quiet };
        command.Aliases.Add("ls");
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            if (result.GetValue(quiet))
            {
                foreach (Store.ServerEntry entry in await runner.ListAsync(cancellationToken)) await result.Output().WriteLineAsync(entry.Id);
                return ExitCodes.Success;
            }

            IReadOnlyList<ServerReport> reports = await runner.Probe.LookAsync(await runner.ListAsync(cancellationToken), cancellationToken);
            if (result.GetValue(json)) JsonText.Write(result.Output(), new JsonArray([.. reports.Select(ServerLines.Json)]));
            else ServerLines.WriteTable(result.Output(), reports, runner.Time.GetUtcNow());
            return ExitCodes.Success;
        });
        return command;
    }
}
