using System.CommandLine;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Approvals;
using OpenCode.Ctl.Commands.Sessions;
using OpenCode.Ctl.Printing;
using OpenCode.Models;

namespace OpenCode.Ctl.Commands.Approvals;

/// <summary>Commands about rules for permissions.</summary>
internal static class PolicyCommands
{
    public static Command Policy()
    {
        Option<string[]> rules = RuleOption.Create();
        Option<bool> json = CommonOptions.Json();
        return SessionCommand.Create("policy", "Shows the rules for permissions that a session keeps, or adds some; the last one that fits decides.",
            async (result, runner, session, cancellationToken) =>
        {
            IReadOnlyList<PermissionRule> kept = await runner.Policies.AddAsync(session, result.GetValue(rules) ?? [], cancellationToken);
            if (result.GetValue(json)) JsonText.Write(result.Output(), kept);
            else SettingsLines.WriteRules(result.Output(), kept);
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
            TrialRequest request = new(result.GetRequiredValue(permission), result.GetValue(pattern) ?? "*")
            {
                Server = result.GetValue(server),
                Agent = result.GetValue(agent),
                Session = result.GetValue(session),
            };
            Trial trial = await runner.Policies.TryAsync(request, cancellationToken);
            if (result.GetValue(json)) JsonText.Write(result.Output(), Json(trial));
            else await result.Output().WriteLineAsync($"{trial.Action} ({(trial.Rule is null ? "no rule fits" : SettingsLines.Rule(trial.Rule))})");
            return trial.Action == "allow" ? ExitCodes.Success : ExitCodes.Failed;
        });
        return command;
    }

    private static JsonObject Json(Trial trial)
        => new() { ["action"] = trial.Action, ["agent"] = trial.Agent, ["rule"] = trial.Rule is null ? null : JsonText.Node(trial.Rule) };
}
