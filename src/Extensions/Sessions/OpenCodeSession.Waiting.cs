using System.Runtime.CompilerServices;
using OpenCode.Events;
using OpenCode.Models;
using OpenCode.Turns;

namespace OpenCode.Sessions;

// What happens in the session, whoever began it.
public sealed partial class OpenCodeSession
{
    private static readonly TimeSpan _idlePoll = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _textPoll = TimeSpan.FromSeconds(10);

    /// <summary>Reads the events of the session and of its sub-agents, over the connection that all readers of the client share.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<Event> ReadEventsAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        SessionTree tree = await ReadTreeAsync(cancellationToken).ConfigureAwait(false);
        await foreach (Event next in OpenCodeSessions.ReadEventsAsync(_context.Feed, tree.Accepts, cancellationToken).ConfigureAwait(false)) yield return next;
    }

    /// <summary>Waits until neither the session nor a sub-agent of it is at work.</summary>
    /// <param name="cancellationToken">Ends the waiting. There is no other limit.</param>
    public async Task WaitUntilIdleAsync(CancellationToken cancellationToken = default)
    {
        SessionTree tree = await ReadTreeAsync(cancellationToken).ConfigureAwait(false);
        using EventFeedReader reader = _context.Feed.Open(tree.Accepts, 256);
        while (true)
        {
            IReadOnlyDictionary<string, SessionStatus> status = await _access.ReadStatusAsync(cancellationToken).ConfigureAwait(false);
            if (!SessionAccess.IsBusy(status, Id) && !tree.Children.Any(child => SessionAccess.IsBusy(status, child))) return;
            while (reader.TryRead(out _))
            {
                // Each is only a reason to ask again.
            }

            await reader.WaitAtMostAsync(_idlePoll, _context.Clock, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Waits until a text appears in what the agent writes; what it has written counts.</summary>
    /// <param name="text">The text, in exactly these letters.</param>
    /// <param name="cancellationToken">Ends the waiting. There is no other limit.</param>
    /// <returns>The message that has it; its parts may still grow.</returns>
    public async Task<MessageWithParts> WaitForTextAsync(string text, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        using EventFeedReader reader = _context.Feed.Open(next => next.SessionId == Id, 1024);
        Transcript transcript = new("", static _ => { });
        while (true)
        {
            transcript.Apply(await GetMessagesAsync(cancellationToken).ConfigureAwait(false));
            long readAt = _context.Clock.GetTimestamp();
            while (_context.Clock.GetElapsedTime(readAt) < _textPoll)
            {
                foreach (MessageWithParts message in transcript.MessagesOf(Id))
                {
                    if (Transcript.TextOf(message).Contains(text, StringComparison.Ordinal)) return message;
                }

                await reader.WaitAtMostAsync(_idlePoll, _context.Clock, cancellationToken).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                bool hasGap = false;
                while (reader.TryRead(out Event? next))
                {
                    hasGap |= next is EventGap;
                    transcript.Apply(next!);
                }

                if (hasGap) break;
            }
        }
    }
}
