using System.CommandLine;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Sessions;

namespace OpenCode.Ctl.Commands.Sessions;

/// <summary><c>occtl sessions</c>: lists sessions.</summary>
internal static class SessionsCommand
{
    public static Command Create()
    {
        Option<string?> server = CommonOptions.Server();
        Option<bool> all = new("--all") { Description = "Of all servers that respond." };
        Option<bool> active = new("--active") { Description = "Only those that work, or wait for somebody." };
        Option<bool> orphans = new("--orphans") { Description = "Only those of sub-agents whose parent is gone." };
        Option<bool> flat = new("--flat") { Description = "As a list, newest first, and not as a tree." };
        Option<int?> limit = new("--limit", "-n") { Description = "At most so many." };
        Option<bool> json = CommonOptions.Json();
        Command command = new("sessions", "Lists sessions, each below the one it works for.") { server, all, active, orphans, flat, limit, json };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            SessionList list = new(runner);
            IReadOnlyList<FoundSession> read = result.GetValue(all)
                ? await list.ReadAllAsync(cancellationToken)
                : await list.ReadAsync(await runner.Finder.FindAsync(result.GetValue(server), cancellationToken), cancellationToken);
            HashSet<string> known = [.. read.Select(static f => f.Session.Id)];
            IEnumerable<FoundSession> shown = read;
            if (result.GetValue(active)) shown = shown.Where(static f => f.State != ServerState.Idle.Name());
            if (result.GetValue(orphans)) shown = shown.Where(f => f.Session.ParentId is { } parent && !known.Contains(parent));
            bool isTree = !result.GetValue(flat) && !result.GetValue(active);
            if (!isTree) shown = shown.OrderByDescending(static f => f.Session.Time.Updated);
            if (result.GetValue(limit) is { } most) shown = shown.Take(most);
            if (result.GetValue(json)) JsonText.Write(result.Output(), new JsonArray([.. shown.Select(SessionLines.Json)]));
            else SessionLines.WriteTable(result.Output(), [.. shown], isTree, runner.Time.GetUtcNow());
            return ExitCodes.Success;
        });
        return command;
    }
}
