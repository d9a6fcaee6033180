using Microsoft.Extensions.Logging;
using OpenCode.Core.Json;
using OpenCode.Server.Http;
using OpenCode.Server.Identity;
using OpenCode.Server.Operations;

namespace OpenCode.Server.Events;

/// <summary>Tells everybody who listens what happened, in the order in which it was published.</summary>
/// <remarks>
/// An event of a session is told when it has been kept, and so are those that were published after it. When it cannot be kept, it is told without a
/// number: streams that pass have it, that of the session has not, and the log says so.
/// </remarks>
public sealed partial class EventHub : IEventPublisher, IAsyncDisposable
{
    // What is kept for those who come back ends here, too, whatever the number of events.
    private const long MostBytes = 256L << 20;
    private const int MostAtOnce = 1024;

    private static readonly TimeSpan _commentInterval = TimeSpan.FromSeconds(15);

    private readonly OpenCodeEndpointOptions _options;
    private readonly ServerIds _ids;
    private readonly SessionEventLog _sessions;
    private readonly TimeProvider _clock;
    private readonly ILogger<EventHub> _logger;
    private readonly EventRing _ring;
    private readonly Lock _gate = new();
    private readonly Queue<(ToldEvent? Told, TaskCompletionSource? Reached)> _waiting = new();
    private bool _isTelling;

    /// <summary>Creates a hub.</summary>
    /// <param name="options">The limits of streams.</param>
    /// <param name="ids">Makes the ids of events.</param>
    /// <param name="sessions">Keeps the events of sessions.</param>
    /// <param name="clock">Measures silence.</param>
    /// <param name="logger">Is told of events that could not be kept.</param>
    public EventHub(OpenCodeEndpointOptions options, ServerIds ids, SessionEventLog sessions, TimeProvider clock, ILogger<EventHub> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _ids, _sessions, _clock, _logger) = (options, ids, sessions, clock, logger);
        _ring = new EventRing(options.MaxPendingEvents, options.ReplayedEvents, MostBytes);
    }

    /// <inheritdoc/>
    public void Publish(ServerEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);

        // Written now: what it is about may be changed later.
        byte[] data = EventText.DataOf(happened.Data);
        lock (_gate) Tell(new ToldEvent(_ids.Event(), happened, data));
    }

    /// <summary>Ends the <c>/event</c> streams of a folder, after what was published before: its instance is disposed of.</summary>
    /// <param name="directory">The folder.</param>
    public void EndDirectory(string directory)
    {
        lock (_gate) Tell(new ToldEvent(_ids.Event(), new ServerEvent("", NoData.Instance, directory), []) { IsEnd = true });
    }

    /// <summary>Ends all streams, after what has been told: the server stops.</summary>
    public void End()
    {
        _ring.End();
        _sessions.End();
    }

    /// <summary>Waits until everything that was published so far has been kept and told.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task FlushAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_isTelling) return Task.CompletedTask;
            TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue((null, reached));
            return reached.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The events of a folder, and those of the server: <c>/event</c>.</summary>
    /// <param name="directory">The folder, exactly as publishers name it.</param>
    /// <param name="lastEventId">The event that the caller had last; null for a new one.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    public IAsyncEnumerable<EventFrame> SubscribeAsync(string directory, string? lastEventId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(directory);
        return Open(EventForm.Directory, directory, lastEventId, cancellationToken);
    }

    /// <summary>All events, as <c>/global/event</c> tells them.</summary>
    /// <param name="lastEventId">The event that the caller had last; null for a new one.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    public IAsyncEnumerable<EventFrame> SubscribeGlobalAsync(string? lastEventId, CancellationToken cancellationToken)
        => Open(EventForm.Global, null, lastEventId, cancellationToken);

    /// <summary>All events, as <c>/api/event</c> tells them.</summary>
    /// <param name="lastEventId">The event that the caller had last; null for a new one.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    public IAsyncEnumerable<EventFrame> SubscribeApiAsync(string? lastEventId, CancellationToken cancellationToken)
        => Open(EventForm.Api, null, lastEventId, cancellationToken);

    /// <summary>Serves <c>global.event</c>.</summary>
    /// <param name="call">The request.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    public IAsyncEnumerable<EventFrame> GlobalEventAsync(GlobalEventCall call, CancellationToken cancellationToken)
        => SubscribeGlobalAsync(LastEventId.Of(call), cancellationToken);

    /// <summary>Ends all streams, and waits until what was published has been kept.</summary>
    public async ValueTask DisposeAsync()
    {
        await FlushAsync(CancellationToken.None);
        End();
    }

    private IAsyncEnumerable<EventFrame> Open(EventForm form, string? directory, string? lastEventId, CancellationToken cancellationToken)
        => new EventStream(_ring, _ring.Begin(lastEventId), _ids, _clock)
        {
            Form = form,
            Directory = directory,
            Heartbeat = form == EventForm.Api ? _commentInterval : _options.Heartbeat,
        }.ReadAsync(cancellationToken);

    private void Tell(ToldEvent told)
    {
        if (told.Happened.Session is null && !_isTelling)
        {
            _ring.Add(told);
            return;
        }

        _waiting.Enqueue((told, null));
        if (_isTelling) return;
        _isTelling = true;

        // On a thread of its own: a store may do its work before it returns.
        _ = Task.Run(TellWaitingAsync);
    }

    private async Task TellWaitingAsync()
    {
        while (Take() is { } next)
        {
            await KeepAsync([.. next.Where(static n => n.Told?.Happened.Session is not null).Select(static n => n.Told!)]);
            foreach ((ToldEvent? told, TaskCompletionSource? reached) in next)
            {
                if (told is not null)
                {
                    _ring.Add(told);
                    _sessions.Tell(told);
                }

                reached?.SetResult();
            }
        }
    }

    private List<(ToldEvent? Told, TaskCompletionSource? Reached)>? Take()
    {
        lock (_gate)
        {
            _isTelling = _waiting.Count > 0;
            if (!_isTelling) return null;
            List<(ToldEvent? Told, TaskCompletionSource? Reached)> next = [];
            while (next.Count < MostAtOnce && _waiting.TryDequeue(out (ToldEvent? Told, TaskCompletionSource? Reached) one)) next.Add(one);
            return next;
        }
    }

    private async Task KeepAsync(IReadOnlyList<ToldEvent> events)
    {
        if (events.Count == 0) return;
        try
        {
            await _sessions.KeepAsync(events);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever a store of somebody else throws: streams that pass go on.
            LogNotKept(e, events.Count, events[0].Happened.Session!);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{Count} events could not be kept, the first of session {Session}. They are missing in the streams of their sessions.")]
    private partial void LogNotKept(Exception exception, int count, string session);

    private sealed class NoData : IJsonModel
    {
        public static NoData Instance { get; } = new();

        public void WriteTo(System.Text.Json.Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            writer.WriteEndObject();
        }
    }
}
