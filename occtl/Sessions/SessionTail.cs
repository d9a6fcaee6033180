using OpenCode.Ctl.Servers;
using OpenCode.Models;

namespace OpenCode.Ctl.Sessions;

/// <summary>What of the end of a conversation is wanted.</summary>
/// <param name="Messages">Which messages.</param>
/// <param name="Follow">Whether those that come are wanted, too.</param>
/// <param name="UntilIdle">Whether it ends when the session has nothing to do.</param>
internal sealed record TailRequest(MessageQuery Messages, bool Follow, bool UntilIdle);

/// <summary>Reads the end of a conversation, and what comes.</summary>
/// <param name="runner">The servers.</param>
internal sealed class SessionTail(ServerRunner runner)
{
    /// <summary>Reads it.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="show">Is given each message, when it is complete.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task ReadAsync(TailRequest request, Action<MessageWithParts> show, CancellationToken cancellationToken)
    {
        MessageQuery query = request.Messages;
        using SessionHandle handle = await new SessionFinder(runner).FindAsync(query.Session.Server, query.Session.Session, cancellationToken);
        IReadOnlyList<MessageWithParts> messages = await ConversationWork.ReadAsync(handle, query.Chain, cancellationToken);
        foreach (MessageWithParts message in query.Select(messages).Where(m => !request.Follow || IsComplete(m))) show(message);
        if (!request.Follow) return;
        HashSet<string> shown = [.. messages.Where(IsComplete).Select(static m => m.Info.Id)];
        await using ServerActivity active = new(runner, handle.Entry);
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task idle = request.UntilIdle ? handle.Session.WaitUntilIdleAsync(ended.Token) : Task.Delay(Timeout.Infinite, ended.Token);
        Task following = FollowAsync(ended.Token);
        Task first = await Task.WhenAny(idle, following);
        await ended.CancelAsync();
        await Task.WhenAll(idle, following).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (following.IsFaulted) await following;
        await first;
        await ShowAsync(cancellationToken);

        // Events say when to look; what is shown is what the server has stored.
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
                if (IsComplete(message) && shown.Add(message.Info.Id) && query.Fits(message)) show(message);
            }
        }
    }

    private static bool IsComplete(MessageWithParts message) => message.Info is not AssistantMessage assistant || assistant.Time.Completed is not null;
}
