using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using OpenCode.Models;
using OpenCode.Server.Http;
using OpenCode.Server.Operations;
using OpenCode.Server.Storage;

namespace OpenCode.Server.Events;

/// <summary>Keeps the events of sessions, numbered from zero, and tells them again: first what is kept, then what happens, each once and in order.</summary>
/// <remarks>
/// A stream has nothing waiting for it: one that is slow reads on from the store, and is never cut. The numbers of a session come from the server that
/// works on it: two servers on one store must not publish events of the same session.
/// </remarks>
/// <param name="store">Where they are kept.</param>
public sealed class SessionEventLog(IServerStore store)
{
    private const int PageLength = 256;
    private const int DefaultLimit = 50;

    private readonly ConcurrentDictionary<string, SessionTail> _tails = new(StringComparer.Ordinal);
    private volatile bool _isEnded;

    /// <summary>The change that removes the events of a session, to be made with those that remove the session.</summary>
    /// <param name="sessionId">The session.</param>
    public static StoreChange RemovalOf(string sessionId) => new StoreChange.RemoveBelow(SessionEventRecord.Kind, sessionId);

    /// <summary>Serves <c>v2.session.events</c> for a session that there is.</summary>
    /// <param name="call">The request.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <exception cref="OperationException">The request is malformed.</exception>
    public IAsyncEnumerable<EventFrame> EventsAsync(V2SessionEventsCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        long after = Number(call.After, "after", 0, long.MaxValue - 1) ?? -1;

        // A browser comes back with the URL of its first request, and says how far it was.
        if (long.TryParse(LastEventId.Of(call), NumberStyles.None, CultureInfo.InvariantCulture, out long last)) after = Math.Max(after, last);
        return ReadAsync(call.SessionId, after, cancellationToken);
    }

    /// <summary>Serves <c>v2.session.history</c> for a session that there is.</summary>
    /// <param name="call">The request.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="OperationException">The request is malformed.</exception>
    public async Task<SessionHistory> HistoryAsync(V2SessionHistoryCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        long after = Number(call.After, "after", 0, long.MaxValue - 1) ?? -1;
        int limit = (int)(Number(call.Limit, "limit", 1, int.MaxValue - 1) ?? DefaultLimit);
        List<StoredRecord> found = [];
        string? last = SessionEventRecord.IdOf(call.SessionId, after);
        while (found.Count <= limit)
        {
            IReadOnlyList<StoredRecord> page = await store.ListAfterAsync(SessionEventRecord.Kind, call.SessionId, last, PageLength, cancellationToken);
            if (page.Count == 0) break;
            found.AddRange(page.Where(SessionEventRecord.IsTold));
            last = page[^1].Id;
        }

        return new SessionHistory { Data = [.. found.Take(limit).Select(SessionEventRecord.Decode)], HasMore = found.Count > limit };
    }

    /// <summary>The events of a session as its stream sends them; there is no end while the server runs.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="after">The number that the stream begins after; negative for all.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    public async IAsyncEnumerable<EventFrame> ReadAsync(string sessionId, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        SessionTail tail = TailOf(sessionId);
        List<EventFrame> frames = [];
        tail.Enter();
        try
        {
            while (!cancellationToken.IsCancellationRequested && tail.Grown() is { } grown)
            {
                // What comes between this look and the waiting has completed the task.
                frames.Clear();
                long before = after;
                if (!tail.TryTake(ref after, frames)) after = await ReadPageAsync(sessionId, after, frames, cancellationToken);
                foreach (EventFrame frame in frames) yield return frame;
                if (after == before) await grown.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            tail.Leave();
        }
    }

    /// <summary>Numbers events and keeps them: all, or none.</summary>
    internal async Task KeepAsync(IReadOnlyList<ToldEvent> events)
    {
        try
        {
            foreach (ToldEvent told in events)
            {
                SessionTail tail = TailOf(told.Happened.Session!);
                long next = (tail.LastKept ?? await LastKeptAsync(told.Happened.Session!)) + 1;
                tail.LastKept = next;
                told.Number(next);
            }

            await store.SaveAsync([.. events.Select(static e => new StoreChange.Put(SessionEventRecord.Of(e)))], CancellationToken.None);
        }
        catch
        {
            // What the store has now is found out by the next event.
            foreach (ToldEvent told in events)
            {
                TailOf(told.Happened.Session!).LastKept = null;
                told.Unnumber();
            }

            throw;
        }
    }

    /// <summary>Tells an event to those who listen to its session, when it has been kept.</summary>
    internal void Tell(ToldEvent told)
    {
        if (told.Sequence is not { } sequence) return;
        TailOf(told.Happened.Session!).Add(sequence, SessionEventRecord.IsTold(told.Happened.Type) ? told.Durable : null);
    }

    /// <summary>Ends all streams.</summary>
    internal void End()
    {
        _isEnded = true;
        foreach (SessionTail tail in _tails.Values) tail.End();
    }

    private static long? Number(string? text, string name, long least, long most)
    {
        if (text is null) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= least && number <= most
            ? number
            : throw OperationException.BadRequest(RequestPart.Query, $"'{name}' in the query has to be a whole number from {least} on, but is '{text}'.");
    }

    private SessionTail TailOf(string sessionId)
    {
        SessionTail tail = _tails.GetOrAdd(sessionId, static _ => new SessionTail());
        if (_isEnded) tail.End();
        return tail;
    }

    private async Task<long> LastKeptAsync(string sessionId)
    {
        StoredRecord? last = await store.FindLastAsync(SessionEventRecord.Kind, sessionId, CancellationToken.None);
        return last is null ? -1 : SessionEventRecord.SequenceOf(last);
    }

    private async Task<long> ReadPageAsync(string sessionId, long after, List<EventFrame> frames, CancellationToken cancellationToken)
    {
        string? last = SessionEventRecord.IdOf(sessionId, after);
        IReadOnlyList<StoredRecord> page = await store.ListAfterAsync(SessionEventRecord.Kind, sessionId, last, PageLength, cancellationToken);
        foreach (StoredRecord record in page.Where(SessionEventRecord.IsTold))
            frames.Add(new EventFrame(EventText.Frame(SessionEventRecord.SequenceOf(record), record.Json.Span)));
        return page.Count == 0 ? after : SessionEventRecord.SequenceOf(page[^1]);
    }
}
