using System.CommandLine;
using OpenCode.Ctl.Printing;
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
        Option<bool> untilIdle = new("--until-idle") { Description = "With --follow: end when the session has nothing to do." };
        return SessionCommand.Create("tail", "Prints the last messages of a session, and with --follow those that come.",
            async (result, _, handle, cancellationToken) =>
        {
            MessageText.View view = options.View(result);
            HashSet<string> shown = [];
            IReadOnlyList<MessageWithParts> messages = await options.ReadAsync(result, handle, cancellationToken);
            foreach (MessageWithParts message in options.Select(result, messages, Usual).Where(m => !result.GetValue(follow) || IsComplete(m)))
                MessageText.Write(result.Output(), message, view);
            shown.UnionWith(messages.Where(IsComplete).Select(static m => m.Info.Id));
            if (!result.GetValue(follow)) return ExitCodes.Success;

            using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Task idle = result.GetValue(untilIdle) ? handle.Session.WaitUntilIdleAsync(ended.Token) : Task.Delay(Timeout.Infinite, ended.Token);
            Task following = FollowAsync(ended.Token);
            await Task.WhenAny(idle, following);
            await ended.CancelAsync();
            await Task.WhenAll(idle, following).ContinueWith(static _ => { }, TaskScheduler.Default);
            cancellationToken.ThrowIfCancellationRequested();
            if (following.IsFaulted) await following;
            if (idle.IsFaulted) await idle;
            await ShowAsync(cancellationToken);
            return ExitCodes.Success;

            // Events say when to look; what is printed is what the server has stored.
            async Task FollowAsync(CancellationToken token)
            {
                await foreach (Event next in handle.Session.ReadEventsAsync(token))
                {
                    if (next is EventMessageUpdated or EventSessionIdle or EventSessionStatus or EventGap) await ShowAsync(token);
                }
            }

            async Task ShowAsync(CancellationToken token)
            {
                foreach (MessageWithParts message in await handle.Session.GetMessagesAsync(token))
                {
                    if (!IsComplete(message) || !shown.Add(message.Info.Id) || !options.IsMeant(result, message)) continue;
                    MessageText.Write(result.Output(), message, view);
                    await result.Output().FlushAsync(token);
                }
            }
        }, [.. options.All, follow, untilIdle]);
    }

    private static bool IsComplete(MessageWithParts message) => message.Info is not AssistantMessage assistant || assistant.Time.Completed is not null;
}
