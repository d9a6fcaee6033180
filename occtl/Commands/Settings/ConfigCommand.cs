using System.CommandLine;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Printing;
using OpenCode.Models;

namespace OpenCode.Ctl.Commands.Settings;

/// <summary><c>occtl config</c>: how a server is set up.</summary>
internal static class ConfigCommand
{
    public static Command Create()
    {
        Argument<string> part = new("part") { Description = "permission, agent, tools or all.", DefaultValueFactory = static _ => "all" };
        part.AcceptOnlyFromAmong("permission", "agent", "tools", "all");
        Option<string?> server = CommonOptions.Server();
        Option<bool> json = CommonOptions.Json();
        Command command = new("config", "Shows how a server is set up, as it sees it itself.") { part, server, json };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            switch (result.GetValue(part))
            {
                case "agent":
                    IReadOnlyList<Agent> agents = await runner.Settings.ReadAgentsAsync(result.GetValue(server), cancellationToken);
                    if (result.GetValue(json)) JsonText.Write(result.Output(), agents);
                    else SettingsLines.WriteAgents(result.Output(), agents);
                    break;
                case "tools":
                    IReadOnlyList<string> tools = await runner.Settings.ReadToolsAsync(result.GetValue(server), cancellationToken);
                    if (result.GetValue(json)) JsonText.WriteList(result.Output(), tools.Select(static t => (JsonNode)t));
                    else foreach (string tool in tools) await result.Output().WriteLineAsync(TerminalText.Safe(tool));
                    break;
                case "permission":
                    // JSON in any case: it is a tree.
                    JsonNode config = JsonText.Node(await runner.Settings.ReadConfigAsync(result.GetValue(server), cancellationToken));
                    JsonText.Write(result.Output(), config["permission"]?.DeepClone() ?? new JsonObject());
                    break;
                default:
                    JsonText.Write(result.Output(), await runner.Settings.ReadConfigAsync(result.GetValue(server), cancellationToken));
                    break;
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
