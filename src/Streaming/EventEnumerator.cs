using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using OpenCode.Core.Events;
using OpenCode.Core.EventSources;
using OpenCode.Core.Observing;
using OpenCode.Core.Operations;

namespace OpenCode.Streaming;

/// <summary>Hands events to the reader of a subscription, a batch at a time.</summary>
/// <typeparam name="T">One event.</typeparam>
internal sealed class EventEnumerator<T> : IAsyncEnumerator<T>
{
    // What the server's ids keep of the time.

    private readonly HealingSubscription<T> _subscription;
    private readonly ClientObserver _observer;
    private readonly CancellationToken _callerToken;
    private readonly CancellationToken _enumerationToken;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationToken _stopToken;
    private readonly CancellationTokenRegistration _wake;
    private readonly EventBuffer _buffer;
    private readonly EventPump<T> _pump;
    private readonly EventDecoder<T> _decoder;
    private Task? _running;
    private EventBatch? _batch;
    private int _next;
    private bool _isOver;
    private bool _isDisposed;

    public EventEnumerator(HealingSubscription<T> subscription, CancellationToken callerToken, CancellationToken enumerationToken)
    {
        _subscription = subscription;
        _observer = subscription.Source.Observer;
        _callerToken = callerToken;
        _enumerationToken = enumerationToken;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(callerToken, enumerationToken);
        _stopToken = _stop.Token;
        _pump = new EventPump<T>(subscription, _stopToken);
        _buffer = _pump.Buffer;
        _decoder = subscription.Source.CreateDecoder(subscription.Traits?.CreateUnknown);
        _wake = _stopToken.UnsafeRegister(static buffer => ((EventBuffer)buffer!).WakeAll(), _buffer);
    }

    /// <inheritdoc/>
    public T Current { get; private set; } = default!;

    /// <inheritdoc/>
    public ValueTask<bool> MoveNextAsync()
    {
        if (_isOver || _batch is null || _next >= _batch.Count || _stopToken.IsCancellationRequested) return MoveToNextBatchAsync();
        Deliver();
        return ValueTask.FromResult(true);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        await _stop.CancelAsync().ConfigureAwait(false);
        if (_running is null) _pump.End(null);
        else await _running.ConfigureAwait(false);
        await _wake.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
        _buffer.Release(_batch);
        _batch = null;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> MoveToNextBatchAsync()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);

        // Elsewhere: what is already there could keep the caller of the first move busy for long.
        _running ??= Task.Run(_pump.RunAsync, CancellationToken.None);
        while (!_isOver)
        {
            ThrowIfCancelled();
            _next = 0;
            _batch = _buffer.Take(_batch);
            if (_batch is not null)
            {
                Deliver();
                return true;
            }

            if (!_buffer.IsComplete(out Exception? error))
            {
                await _buffer.WaitForBatchAsync().ConfigureAwait(false);
                continue;
            }

            _isOver = true;
            if (error is not null) ExceptionDispatchInfo.Throw(error);
        }

        Current = default!;
        return false;
    }

    private void Deliver()
    {
        try
        {
            Take();
        }
        catch (Exception e)
        {
            // What cannot be decoded ends the stream, for those who watch its state too.
            _pump.Reject(e);
            _isOver = true;
            throw;
        }
    }

    private void Take()
    {
        ref readonly WaitingEvent item = ref _batch![_next++];
        switch (item.Content)
        {
            case null:
                Current = _decoder.Decode(_batch.DataOf(item));
                break;
            case EventStreamGap gap:
                Current = _subscription.Traits!.CreateGap(gap);
                if (item.Sequence >= 0) _subscription.MoveTo(item.Sequence);
                return;
            case Exception error:
                ExceptionDispatchInfo.Throw(error);
                break;
            default:
                Current = (T)item.Content;
                break;
        }

        if (item.Sequence >= 0) _subscription.MoveTo(item.Sequence);
        if (_observer.MeasuresEvents) Measure(item.CreatedAt);
    }

    private void Measure(long createdAt)
    {
        DateTimeOffset? created = null;
        if (createdAt >= 0)
        {
            // The nearest moment with the same remainder, so that clocks that differ a little do not make it years.
            long now = _subscription.Clock.GetUtcNow().ToUnixTimeMilliseconds();
            long age = now - createdAt;
            if (_subscription.Traits?.CreationTimeModulus is > 0 and var modulus)
            {
                age = ((age % modulus) + modulus) % modulus;
                age = age > modulus / 2 ? age - modulus : age;
            }

            created = DateTimeOffset.FromUnixTimeMilliseconds(now - age);
        }

        _observer.EventDelivered(_subscription.Source.Operation, created);
    }

    private void ThrowIfCancelled()
    {
        if (!_stopToken.IsCancellationRequested) return;
        throw new OperationCanceledException(
            $"{_subscription.OperationId} was cancelled by its caller.", _enumerationToken.IsCancellationRequested ? _enumerationToken : _callerToken);
    }
}
