using System.CommandLine;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Running;
using OpenCode.Ctl.Sessions;
using OpenCode.Models;

namespace OpenCode.Ctl.Commands.Sessions;

/// <summary>Commands that read one thing of a session.</summary>
internal static class ReadingCommands
{
    public static Command Last()
    {
        Option<bool> json = CommonOptions.Json();
        return SessionCommand.Create("last", "Prints the agent's last answer.", async (result, runner, session, cancellationToken) =>
        {
            MessageWithParts last = await runner.Conversations.ReadLastAsync(session, cancellationToken);
            if (result.GetValue(json)) JsonText.Write(result.Output(), last);
            else await result.Output().WriteLineAsync(TerminalText.Safe(SpokenText.Of(last)));
            return ExitCodes.Success;
        }, json);
    }

    public static Command Todo()
    {
        Option<bool> json = CommonOptions.Json();
        return SessionCommand.Create("todo", "Prints the agent's list of things to do.", async (result, runner, session, cancellationToken) =>
        {
            IReadOnlyList<Todo> todo = await runner.Conversations.ReadTodoAsync(session, cancellationToken);
            if (result.GetValue(json)) JsonText.Write(result.Output(), todo);
            else WorkLines.WriteTodo(result.Output(), todo);
            return ExitCodes.Success;
        }, json);
    }

    public static Command Diff()
    {
        Option<string?> message = new("--message", "-m") { Description = "The prompt whose changes are meant. Default: the newest." };
        Option<bool> json = CommonOptions.Json();
        return SessionCommand.Create("diff", "Prints what a turn has changed in files.", async (result, runner, session, cancellationToken) =>
        {
            IReadOnlyList<SnapshotFileDiff> diff = await runner.Conversations.ReadDiffAsync(session, result.GetValue(message), cancellationToken);
            if (result.GetValue(json)) JsonText.Write(result.Output(), diff);
            else WorkLines.WriteDiff(result.Output(), diff);
            return ExitCodes.Success;
        }, message, json);
    }

    public static Command Children()
    {
        Option<bool> json = CommonOptions.Json();
        return SessionCommand.Create("children", "Lists the sessions of sub-agents, and of theirs.", async (result, runner, session, cancellationToken) =>
        {
            Write(result, runner, await runner.Sessions.ReadChildrenAsync(session, cancellationToken), result.GetValue(json));
            return ExitCodes.Success;
        }, json);
    }

    public static Command Chain()
    {
        Option<bool> json = CommonOptions.Json();
        return SessionCommand.Create("chain", "Lists a session after those that it works for, the first one first.",
            async (result, runner, session, cancellationToken) =>
        {
            Write(result, runner, await runner.Sessions.ReadChainAsync(session, cancellationToken), result.GetValue(json));
            return ExitCodes.Success;
        }, json);
    }

    // As the server has them: nobody has looked what they are doing.
    private static void Write(ParseResult result, Runner runner, IReadOnlyList<FoundSession> found, bool asJson)
    {
        if (asJson) JsonText.Write(result.Output(), found.Select(static f => f.Session));
        else SessionLines.WriteTable(result.Output(), found, false, runner.Time.GetUtcNow());
    }
}
