using System.CommandLine;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Store;
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
            ServerEntry entry = await runner.Finder.FindAsync(result.GetValue(server), cancellationToken);
            using OpenCodeClient client = runner.Connection.Open(entry);
            switch (result.GetValue(part))
            {
                case "agent":
                    WriteAgents(result, await client.Agent.GetAsync(cancellationToken: cancellationToken), result.GetValue(json));
                    break;
                case "tools":
                    IReadOnlyList<string> tools = await client.Experimental.Tool.Ids.GetAsync(cancellationToken: cancellationToken);
                    if (result.GetValue(json)) JsonText.Write(result.Output(), new JsonArray([.. tools.Select(static t => (JsonNode)t)]));
                    else foreach (string tool in tools) await result.Output().WriteLineAsync(tool);
                    break;
                case "permission":
                    // JSON in any case: it is a tree.
                    JsonNode config = JsonText.Node(await client.Config.GetAsync(cancellationToken: cancellationToken));
                    JsonText.Write(result.Output(), config["permission"]?.DeepClone() ?? new JsonObject());
                    break;
                default:
                    JsonText.Write(result.Output(), await client.Config.GetAsync(cancellationToken: cancellationToken));
                    break;
            }

            return ExitCodes.Success;
        });
        return command;
    }

    private static void WriteAgents(ParseResult result, IReadOnlyList<Agent> agents, bool asJson)
    {
        if (asJson)
        {
            JsonText.Write(result.Output(), agents);
            return;
        }

        TextTable table = new("agent", "mode", "model", "description");
        foreach (Agent agent in agents)
            table.Add(agent.Name, agent.Mode.Value, agent.Model is { } model ? $"{model.ProviderId}/{model.ModelId}" : "", agent.Description ?? "");
        table.Write(result.Output());
    }
}
