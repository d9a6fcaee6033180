using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OpenCode.Core.Operations;
using OpenCode.WireMock.Receiving;
using OpenCode.WireMock.Stubs;

namespace OpenCode.WireMock.Events;

/// <summary>The connections to an event stream, each with events of its own.</summary>
/// <typeparam name="T">One event.</typeparam>
/// <remarks>
/// A stream that can be resumed, such as that of a session, keeps what is broadcast: a later connection gets what comes after its <c>after</c> first.
/// </remarks>
public sealed class MockEventStreams<T> : IEventStreams
{
    private const string Cursor = "after";

    private readonly Lock _gate = new();
    private readonly Operation<T> _operation;
    private readonly byte[]? _greeting;
    private readonly List<EventConnection<T>> _open = [];
    private readonly Queue<EventConnection<T>> _arrived = [];
    private readonly Queue<TaskCompletionSource<EventConnection<T>>> _waiting = [];
    private readonly List<(long Sequence, byte[] Json)> _history = [];
    private int _connections;

    /// <param name="operation">The operation.</param>
    /// <param name="greeting">The event that each connection begins with; null for none.</param>
    internal MockEventStreams(Operation<T> operation, byte[]? greeting) => (_operation, _greeting) = (operation, greeting);

    /// <summary>The connections that are open.</summary>
    public IReadOnlyList<EventConnection<T>> Open
    {
        get
        {
            lock (_gate) return [.. _open.Where(static s => s.IsOpen)];
        }
    }

    /// <summary>How many connections there were so far.</summary>
    public int Connections
    {
        get
        {
            lock (_gate) return _connections;
        }
    }

    private bool KeepsHistory => _operation.QueryParameters.Contains(Cursor);

    /// <summary>Waits for a connection. Each is given out once, in the order in which they came; those that are there already count.</summary>
    /// <param name="cancellationToken">Ends the waiting. There is no other limit.</param>
    /// <returns>The connection.</returns>
    public async Task<EventConnection<T>> ConnectedAsync(CancellationToken cancellationToken = default)
    {
        TaskCompletionSource<EventConnection<T>> source = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_arrived.TryDequeue(out EventConnection<T>? stream)) return stream;
            _waiting.Enqueue(source);
        }

        // One that is no longer waited for goes to the next who waits.
        using CancellationTokenRegistration registration = cancellationToken.Register(() => source.TrySetCanceled(cancellationToken));
        return await source.Task.ConfigureAwait(false);
    }

    /// <summary>Sends an event to all open connections.</summary>
    /// <param name="item">The event. Where connections can be resumed, it needs a number in <c>durable.seq</c> beyond that of the one before.</param>
    public void Broadcast(T item)
    {
        byte[] json = EventConnection<T>.JsonOf(item);
        byte[] frame = EventConnection<T>.Frame(json);
        lock (_gate)
        {
            if (KeepsHistory) Keep(json);
            foreach (EventConnection<T> stream in _open) stream.Queue(frame);
        }
    }

    /// <summary>Ends all open connections in order, after what has been sent.</summary>
    public void Complete()
    {
        foreach (EventConnection<T> stream in Open) stream.Complete();
    }

    /// <summary>Resets all open connections. It may overtake what the clients have not read yet.</summary>
    public void Abort()
    {
        foreach (EventConnection<T> stream in Open) stream.Abort();
    }

    PreparedResponse IEventStreams.Accept(MockExchange exchange)
    {
        long after = long.MinValue;
        if (KeepsHistory && exchange.Request.Query.TryGetValue(Cursor, out var cursor)
            && !(long.TryParse(cursor.ToString(), out after) && after >= 0))
        {
            return new PreparedResponse
            {
                Status = (int)HttpStatusCode.BadRequest,
                ContentType = PreparedResponse.Json,
                Body = """{"_tag":"InvalidRequestError","message":"Expected a sequence number.","field":"after"}"""u8.ToArray(),
            };
        }

        exchange.Ending = context => ServeAsync(context, exchange, after);
        return new PreparedResponse { ContentType = "text/event-stream" };
    }

    void IEventStreams.Reset()
    {
        Abort();
        lock (_gate)
        {
            _history.Clear();
            _arrived.Clear();
            _connections = 0;
        }
    }

    private static long SequenceOf(byte[] json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty("durable", out JsonElement durable) && durable.TryGetProperty("seq", out JsonElement sequence)
            && sequence.TryGetInt64(out long number)
            ? number
            : throw new ArgumentException("The event has no number in durable.seq, without which a connection cannot be resumed. Give it one.");
    }

    private void Keep(byte[] json)
    {
        long sequence = SequenceOf(json);
        if (_history is [.., var last] && last.Sequence >= sequence)
            throw new ArgumentException($"The event's durable.seq, {sequence}, is not beyond that of the one before, {last.Sequence}.");
        _history.Add((sequence, json));
    }

    private async Task ServeAsync(HttpContext context, MockExchange exchange, long after)
    {
        EventConnection<T> stream = new(exchange.Request);
        lock (_gate)
        {
            // Queued before anything can be broadcast: nothing is lost in between.
            if (_greeting is not null) stream.Queue(EventConnection<T>.Frame(_greeting));
            foreach ((long sequence, byte[] json) in _history)
            {
                if (sequence > after) stream.Queue(EventConnection<T>.Frame(json));
            }

            _open.Add(stream);
            _connections++;
            HandOut(stream);
        }

        try
        {
            await stream.ServeAsync(context, exchange.Aborted).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate) _open.Remove(stream);
        }
    }

    private void HandOut(EventConnection<T> stream)
    {
        while (_waiting.TryDequeue(out TaskCompletionSource<EventConnection<T>>? source))
        {
            if (source.TrySetResult(stream)) return;
        }

        _arrived.Enqueue(stream);
    }
}
