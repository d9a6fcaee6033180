using System.CommandLine;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Sessions;
using OpenCode.Models;

namespace OpenCode.Ctl.Commands.Sessions;

/// <summary><c>occtl tail</c>: the end of a conversation, and what comes.</summary>
internal static class TailCommand
{
    private const int Usual = 5;

    public static Command Create()
    {
        MessageOptions options = new();
        Option<bool> follow = new("--follow", "-f") { Description = "Go on with what comes, until Ctrl-C." };
        Option<bool> untilIdle = new("--until-idle") { Description = "Go on with what comes, until the session has nothing to do." };
        Option<bool> json = CommonOptions.JsonLines();
        return SessionCommand.Create("tail", "Prints the last messages of a session, and with --follow those that come.",
            async (result, runner, session, cancellationToken) =>
        {
            MessageText.View view = options.View(result);
            bool ends = result.GetValue(untilIdle);
            TailRequest request = new(options.Read(result, session, Usual), result.GetValue(follow) || ends, ends);
            await runner.Tail.ReadAsync(request, Show, cancellationToken);
            return ExitCodes.Success;

            void Show(MessageWithParts message)
            {
                if (result.GetValue(json)) JsonText.WriteLine(result.Output(), JsonText.Node(message));
                else MessageText.Write(result.Output(), message, view);
                result.Output().Flush();
            }
        }, [.. options.All, follow, untilIdle, json]);
    }
}
