using System.CommandLine;
using OpenCode.Ctl.Printing;
using OpenCode.Models;

namespace OpenCode.Ctl.Commands.Sessions;

/// <summary><c>occtl messages</c>: the conversation of a session.</summary>
internal static class MessagesCommand
{
    public static Command Create()
    {
        MessageOptions options = new();
        Option<bool> json = CommonOptions.Json();
        Option<string?> output = new("--output", "-o") { Description = "Write to a file." };
        return SessionCommand.Create("messages", "Prints the conversation of a session.", async (result, runner, session, cancellationToken) =>
        {
            IReadOnlyList<MessageWithParts> messages = await runner.Conversations.ReadAsync(options.Read(result, session, limit: null), cancellationToken);
            await using StreamWriter? file = result.GetValue(output) is { } path ? new StreamWriter(path) : null;
            TextWriter target = file ?? result.Output();
            if (result.GetValue(json)) JsonText.Write(target, messages);
            else foreach (MessageWithParts message in messages) MessageText.Write(target, message, options.View(result));
            return ExitCodes.Success;
        }, [.. options.All, json, output]);
    }
}
