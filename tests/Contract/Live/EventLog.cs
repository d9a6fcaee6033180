using System.Threading.Channels;

namespace OpenCode.Contract.Tests.Live;

/// <summary>Reads an event stream in the background, so that a test can act first and look for the events afterwards.</summary>
/// <typeparam name="T">One event.</typeparam>
internal sealed class EventLog<T> : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(LiveServer.Cancellation);
    private readonly Channel<T> _events = Channel.CreateUnbounded<T>();
    private readonly List<T> _seen = [];
    private readonly Task _reading;

    public EventLog(IAsyncEnumerable<T> stream) => _reading = ReadAsync(stream);

    /// <summary>Every event taken so far, oldest first.</summary>
    public IReadOnlyList<T> Seen => _seen;

    /// <summary>Subscribes, and waits for the event that says that the server is listening.</summary>
    public static async Task<EventLog<T>> OpenAsync(IAsyncEnumerable<T> stream, Func<T, bool> isFirst)
    {
        EventLog<T> log = new(stream);
        Assert.True(isFirst(await log.NextAsync<T>()));
        return log;
    }

    /// <summary>Takes events until one is of the type and meets the condition.</summary>
    public async Task<TEvent> NextAsync<TEvent>(Func<TEvent, bool>? condition = null)
        where TEvent : T
    {
        await foreach (T item in _events.Reader.ReadAllAsync(LiveServer.Cancellation))
        {
            _seen.Add(item);
            if (item is TEvent found && condition?.Invoke(found) != false) return found;
        }

        throw new InvalidOperationException($"The stream ended without a {typeof(TEvent).Name}.");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _stop.Dispose();
    }

    private async Task ReadAsync(IAsyncEnumerable<T> stream)
    {
        try
        {
            await foreach (T item in stream.WithCancellation(_stop.Token)) _events.Writer.TryWrite(item);
            _events.Writer.Complete();
        }
        catch (OperationCanceledException)
        {
            _events.Writer.Complete();
        }
        catch (Exception exception)
        {
            _events.Writer.Complete(exception);
        }
    }
}
