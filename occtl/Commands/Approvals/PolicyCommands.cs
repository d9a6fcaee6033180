using System.CommandLine;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Approvals;
using OpenCode.Ctl.Commands.Sessions;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Sessions;
using OpenCode.Ctl.Store;
using OpenCode.Models;

namespace OpenCode.Ctl.Commands.Approvals;

/// <summary>Commands about rules for permissions.</summary>
internal static class PolicyCommands
{
    public static Command Policy()
    {
        Option<string[]> rules = PolicyRules.Option();
        Option<bool> json = CommonOptions.Json();
        return SessionCommand.Create("policy", "Shows the rules for permissions that a session keeps, or adds some; the last one that fits decides.",
            async (result, runner, handle, cancellationToken) =>
        {
            Session session = await handle.Session.GetInfoAsync(cancellationToken);
            IReadOnlyList<PermissionRule> added = PolicyRules.Read(result.GetValue(rules));
            if (added.Count > 0)
            {
                session = await handle.Session.Requests.PatchAsync(new SessionUpdateRequest { Permission = added }, handle.InDirectory, cancellationToken);
                await runner.TouchAsync(handle.Entry, cancellationToken);
            }

            Write(result, session.Permission ?? [], result.GetValue(json));
            return ExitCodes.Success;
        }, rules, json);
    }

    public static Command Test()
    {
        Argument<string> permission = new("permission") { Description = "The kind of permission, which is mostly the tool: bash, edit, webfetch." };
        Argument<string?> pattern = new("pattern") { Description = "What it is wanted for, such as a command or a path.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> server = CommonOptions.Server();
        Option<string?> agent = new("--agent", "-a") { Description = "The agent. Default: that of the session or the server, else build." };
        Option<string?> session = new("--session") { Description = "A session, whose rules count as well." };
        Option<bool> json = CommonOptions.Json();
        Command command = new("test-permission", "Says whether an agent may do something: allow, ask or deny, and by which rule. The exit code is 0 for allow, and else 1.")
        {
            permission, pattern, server, agent, session, json,
        };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            using SessionHandle? handle = result.GetValue(session) is { } name
                ? await new SessionFinder(runner).FindAsync(result.GetValue(server), name, cancellationToken)
                : null;
            ServerEntry entry = handle?.Entry ?? await runner.Finder.FindAsync(result.GetValue(server), cancellationToken);
            using OpenCodeClient client = runner.Connection.Open(entry);
            Session? info = handle is null ? null : await handle.Session.GetInfoAsync(cancellationToken);
            string agentName = result.GetValue(agent) ?? info?.Agent ?? entry.Agent ?? "build";
            IReadOnlyList<Agent> agents = await client.Agent.GetAsync(cancellationToken: cancellationToken);
            Agent chosen = agents.FirstOrDefault(a => a.Name == agentName)
                ?? throw new NotFoundException($"{entry.Id} has no agent '{agentName}'; there are {string.Join(", ", agents.Select(static a => a.Name))}.");
            PermissionRule? rule = PermissionTrial.Decide([.. chosen.Permission, .. info?.Permission ?? []], result.GetRequiredValue(permission),
                result.GetValue(pattern) ?? "*");
            string action = rule?.Action.Value ?? "ask";
            JsonObject told = new() { ["action"] = action, ["agent"] = agentName, ["rule"] = rule is null ? null : JsonText.Node(rule) };
            if (result.GetValue(json)) JsonText.Write(result.Output(), told);
            else await result.Output().WriteLineAsync(rule is null ? $"{action} (no rule fits)" : $"{action} ({rule.Action.Value}:{rule.Permission}:{rule.Pattern})");
            return action == "allow" ? ExitCodes.Success : ExitCodes.Failed;
        });
        return command;
    }

    private static void Write(ParseResult result, IReadOnlyList<PermissionRule> rules, bool asJson)
    {
        if (asJson) JsonText.Write(result.Output(), rules);
        else if (rules.Count == 0) result.Output().WriteLine("The session has no rules of its own.");
        else foreach (PermissionRule rule in rules) result.Output().WriteLine($"{rule.Action.Value}:{rule.Permission}:{rule.Pattern}");
    }
}
