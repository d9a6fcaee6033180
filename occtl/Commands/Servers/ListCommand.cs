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
        Option<bool> quiet = new("--quiet", "-q") { Description = "Print ids only, and ask no server." };
        Command command = new("list", "Lists the servers, and what each is doing.") { json, quiet };
        command.Aliases.Add("ls");
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            if (result.GetValue(quiet))
            {
                IReadOnlyList<KnownServer> servers = await runner.Servers.ListAsync(cancellationToken);
                if (result.GetValue(json)) JsonText.WriteList(result.Output(), servers.Select(static s => (JsonNode)s.Id));
                else foreach (KnownServer server in servers) await result.Output().WriteLineAsync(server.Id);
                return ExitCodes.Success;
            }

            IReadOnlyList<ServerReport> reports = await runner.Servers.LookAsync(cancellationToken);
            if (result.GetValue(json)) JsonText.WriteList(result.Output(), reports.Select(ServerLines.Json));
            else ServerLines.WriteTable(result.Output(), reports, runner.Time.GetUtcNow());
            return ExitCodes.Success;
        });
        return command;
    }
}
