using System.Collections.Immutable;
using OpenCode.Core.Events;
using OpenCode.Core.Options;
using OpenCode.Models;
using OpenCode.Requests;

namespace OpenCode.Events;

/// <summary>One connection to <c>/global/event</c>, and any number of readers of it.</summary>
internal sealed class EventFeed(RootRequestBuilder client, TimeProvider clock) : IDisposable
{
    // Whoever waits for a turn waits for the server: a second is as long as it may take to notice that it is back.
    private static readonly EventStreamOptions _options = new()
    {
        ReconnectDelay = TimeSpan.FromMilliseconds(250),
        MaxReconnectDelay = TimeSpan.FromSeconds(1),
    };

    // A program that sends one prompt after the other keeps its connection in between.
    private static readonly TimeSpan _linger = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private ImmutableArray<EventFeedReader> _readers = [];
    private Connection? _connection;
    private ITimer? _closing;
    private bool _isDisposed;

    /// <summary>The server's time.</summary>
    public ServerClock Clock { get; } = new(clock);

    /// <summary>Whether events can come at this moment.</summary>
    public bool IsLive => _connection is { Live.Task.IsCompletedSuccessfully: true };

    /// <summary>Adds a reader, and connects if nobody has yet.</summary>
    /// <param name="accepts">Which events it wants; gaps come always.</param>
    /// <param name="capacity">How many events it holds unread before it misses some.</param>
    public EventFeedReader Open(Func<Event, bool> accepts, int capacity)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, client);
            EventFeedReader reader = new(this, accepts, capacity, clock);
            _readers = _readers.Add(reader);
            _closing?.Dispose();
            _closing = null;
            _connection ??= Connect();
            return reader;
        }
    }

    /// <summary>Waits until events can come.</summary>
    /// <exception cref="Exception">The feed has failed, and cannot heal.</exception>
    public async Task WaitUntilLiveAsync(CancellationToken cancellationToken)
    {
        while (_connection is { } connection)
        {
            Task live = connection.Live.Task;
            await live.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (live == connection.Live.Task) return;
        }
    }

    /// <summary>Takes a reader away; the last one closes the connection a while later.</summary>
    public void Remove(EventFeedReader reader)
    {
        lock (_lock)
        {
            _readers = _readers.Remove(reader);
            if (!_readers.IsEmpty || _isDisposed) return;
            _closing ??= clock.CreateTimer(static feed => ((EventFeed)feed!).CloseIfUnused(), this, _linger, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            Close();
            foreach (EventFeedReader reader in _readers) reader.End(new ObjectDisposedException(client.GetType().Name));
            _readers = [];
        }
    }

    private Connection Connect()
    {
        Connection connection = new();
        connection.Subscription = client.Global.Event.SubscribeAsync(
            static c =>
            {
                c.Stream = _options;

                // Events only make turns faster: one that differs from the document is no reason to end them all. It is reported all the same.
                c.StrictDecoding = false;
            },
            connection.Stop.Token);
        connection.Subscription.StateChanged += (_, state) => connection.Note(state);
        _ = Task.Run(() => PumpAsync(connection));
        return connection;
    }

    private async Task PumpAsync(Connection connection)
    {
        Exception? failure = null;
        try
        {
            await foreach (GlobalEvent next in connection.Subscription!.ConfigureAwait(false))
            {
                if (next.Payload is not Event payload) continue;
                if (payload is not EventGap) Clock.Observe(payload.Id);
                foreach (EventFeedReader reader in _readers) reader.Offer(payload);
            }
        }
        catch (OperationCanceledException) when (connection.Stop.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            failure = e;
        }

        End(connection, failure);
    }

    private void End(Connection connection, Exception? failure)
    {
        lock (_lock)
        {
            if (_connection != connection) return;
            _connection = null;
            foreach (EventFeedReader reader in _readers) reader.End(failure);
            _readers = [];
        }

        connection.Fail(failure ?? new InvalidOperationException("The event stream has ended."));
    }

    private void CloseIfUnused()
    {
        lock (_lock)
        {
            if (_readers.IsEmpty) Close();
        }
    }

    private void Close()
    {
        _closing?.Dispose();
        _closing = null;
        Connection? connection = _connection;
        _connection = null;
        if (connection is null) return;
        connection.Fail(new ObjectDisposedException(nameof(EventFeed)));
        connection.Stop.Cancel();
    }

    private sealed class Connection
    {
        public CancellationTokenSource Stop { get; } = new();

        public EventSubscription<GlobalEvent>? Subscription { get; set; }

        public TaskCompletionSource Live { get; private set; } = New();

        public void Note(EventStreamState state)
        {
            if (state.Phase == EventStreamPhase.Live) Live.TrySetResult();
            else if (Live.Task.IsCompletedSuccessfully) Live = New();
        }

        public void Fail(Exception failure)
        {
            Live.TrySetException(failure);
            _ = Live.Task.Exception;
        }

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
