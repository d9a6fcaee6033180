using System.CommandLine;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Sessions;

namespace OpenCode.Ctl.Commands.Sessions;

/// <summary><c>occtl sessions</c>: lists sessions.</summary>
internal static class SessionsCommand
{
    public static Command Create()
    {
        Option<string?> server = CommonOptions.Server();
        Option<bool> all = new("--all") { Description = "Of all servers that respond." };
        Option<bool> everywhere = new("--everywhere") { Description = "Also those of other directories than the server's project, such as working trees." };
        Option<bool> active = new("--active") { Description = "Only those that work, or wait for somebody." };
        Option<bool> orphans = new("--orphans") { Description = "Only those of sub-agents whose parent is gone." };
        Option<bool> flat = new("--flat") { Description = "As a list, newest first, and not as a tree." };
        Option<int?> limit = new("--limit", "-n") { Description = "At most so many." };
        Option<bool> json = CommonOptions.Json();
        Command command = new("sessions", "Lists sessions, each below the one it works for.")
        {
            server, all, everywhere, active, orphans, flat, limit, json,
        };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            SessionQuery query = new()
            {
                Server = result.GetValue(server),
                All = result.GetValue(all),
                Everywhere = result.GetValue(everywhere),
                Active = result.GetValue(active),
                Orphans = result.GetValue(orphans),
                IsTree = !result.GetValue(flat) && !result.GetValue(active),
                Limit = result.GetValue(limit),
            };
            IReadOnlyList<FoundSession> found = await runner.Sessions.ListAsync(query, cancellationToken);
            if (result.GetValue(json)) JsonText.WriteList(result.Output(), found.Select(SessionLines.Json));
            else SessionLines.WriteTable(result.Output(), found, query.IsTree, runner.Time.GetUtcNow(), query.Everywhere);
            return ExitCodes.Success;
        });
        return command;
    }
}
