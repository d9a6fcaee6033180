using System.CommandLine;
using System.Globalization;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Sessions;
using OpenCode.Models;
using OpenCode.Sessions;

namespace OpenCode.Ctl.Commands.Sessions;

/// <summary>Commands that read one thing of a session.</summary>
internal static class ReadingCommands
{
    public static Command Last()
    {
        Option<bool> json = CommonOptions.Json();
        return SessionCommand.Create("last", "Prints the agent's last answer.", async (result, _, handle, cancellationToken) =>
        {
            MessageWithParts? last = (await handle.Session.GetMessagesAsync(cancellationToken))
                .LastOrDefault(static m => m.Info is AssistantMessage && MessageText.Text(m).Length > 0);
            if (last is null) throw new NotFoundException($"The agent has not answered in {handle.Session.Id} yet.");
            if (result.GetValue(json)) JsonText.Write(result.Output(), last);
            else await result.Output().WriteLineAsync(MessageText.Safe(MessageText.Text(last)));
            return ExitCodes.Success;
        }, json);
    }

    public static Command Todo()
    {
        Option<bool> json = CommonOptions.Json();
        return SessionCommand.Create("todo", "Prints the agent's list of things to do.", async (result, _, handle, cancellationToken) =>
        {
            IReadOnlyList<Todo> todo = await handle.Session.GetTodoAsync(cancellationToken);
            if (result.GetValue(json)) JsonText.Write(result.Output(), todo);
            else foreach (Todo item in todo) await result.Output().WriteLineAsync($"{Mark(item.Status)} {MessageText.Safe(item.Content)}");
            return ExitCodes.Success;
        }, json);
    }

    public static Command Diff()
    {
        Option<string?> message = new("--message", "-m") { Description = "The prompt whose changes are meant. Default: the newest." };
        Option<bool> json = CommonOptions.Json();
        return SessionCommand.Create("diff", "Prints what a turn has changed in files.", async (result, _, handle, cancellationToken) =>
        {
            IReadOnlyList<SnapshotFileDiff> diff = await handle.Session.GetDiffAsync(result.GetValue(message), cancellationToken);
            if (result.GetValue(json))
            {
                JsonText.Write(result.Output(), diff);
                return ExitCodes.Success;
            }

            foreach (SnapshotFileDiff file in diff)
            {
                await result.Output().WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{file.File}  +{file.Additions} -{file.Deletions}"));
                if (file.Patch is { Length: > 0 } patch) await result.Output().WriteLineAsync(MessageText.Safe(patch.TrimEnd()));
            }

            return ExitCodes.Success;
        }, message, json);
    }

    public static Command Children()
    {
        Option<bool> json = CommonOptions.Json();
        return SessionCommand.Create("children", "Lists the sessions of sub-agents, and of theirs.", async (result, runner, handle, cancellationToken) =>
        {
            IReadOnlyList<Session> children = await handle.Session.GetDescendantsAsync(cancellationToken);
            WriteSessions(result, runner, handle, children, result.GetValue(json));
            return ExitCodes.Success;
        }, json);
    }

    public static Command Chain()
    {
        Option<bool> json = CommonOptions.Json();
        return SessionCommand.Create("chain", "Lists a session after those that it works for, the first one first.",
            async (result, runner, handle, cancellationToken) =>
        {
            WriteSessions(result, runner, handle, await SessionChain.ReadAsync(handle, cancellationToken), result.GetValue(json));
            return ExitCodes.Success;
        }, json);
    }

    private static void WriteSessions(ParseResult result, Runner runner, SessionHandle handle, IReadOnlyList<Session> sessions, bool asJson)
    {
        if (asJson) JsonText.Write(result.Output(), sessions);
        else SessionLines.WriteTable(result.Output(), [.. sessions.Select(s => new FoundSession(handle.Entry.Id, s, "", 0))], false, runner.Time.GetUtcNow());
    }

    private static string Mark(string status) => status switch
    {
        "completed" => "[x]",
        "in_progress" => "[>]",
        "cancelled" => "[-]",
        _ => "[ ]",
    };
}
