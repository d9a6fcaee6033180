using OpenCode.Core.Events;

namespace OpenCode.Streaming;

/// <summary>Events between one writer and one reader, bounded in number and in bytes. They change hands in batches.</summary>
internal sealed class EventBuffer
{
    private const int MostSpares = 2;

    // As long as the server has more the batch grows, but a reader that waits should not wait for all of it.
    private const int MostBatchEvents = 256;

    // A pump that would only wait decodes what its reader would have to. Some batches, because a single one is decoded before the reader is
    // through with the one before; few enough not to show in the memory of a program.
    private const int MostDecodedEvents = 1024;

    private readonly Lock _lock = new();
    private readonly WakeSignal _batchWaits = new();
    private readonly WakeSignal _spaceFreed = new();
    private readonly Queue<EventBatch> _waiting = new();
    private readonly Stack<EventBatch> _spares = new();
    private readonly int _mostEvents;
    private readonly long _mostBytes;
    private readonly TimeProvider _clock;
    private readonly Action<EventStreamGap>? _onDropped;
    private EventBatch? _last;
    private int _waitingEvents;
    private int _waitingDecoded;
    private long _waitingBytes;
    private long _dropped;
    private DateTimeOffset _takenAt;
    private bool _isComplete;
    private Exception? _error;

    // The writer's own.
    private EventBatch _batch = new();

    /// <param name="mostEvents">How many events may wait, those included that the reader has taken but not yet dealt with.</param>
    /// <param name="mostBytes">How many bytes their data may be; a single event may be more.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="onDropped">Hears of events that were dropped because the buffer was full; null to wait instead of dropping.</param>
    public EventBuffer(int mostEvents, long mostBytes, TimeProvider clock, Action<EventStreamGap>? onDropped)
    {
        // Half waits here, half is in the reader's hands.
        _mostEvents = Math.Max(1, mostEvents / 2);
        _mostBytes = Math.Max(1, mostBytes / 2);
        _clock = clock;
        _onDropped = onDropped;
        _takenAt = clock.GetUtcNow();
    }

    /// <summary>What the writer adds to. The reader gets it with the next <see cref="PublishAsync"/>.</summary>
    public EventBatch Batch => _batch;

    /// <summary>Whether the batch has to be published before more is added to it.</summary>
    public bool IsBatchFull => _batch.Count >= Math.Min(_mostEvents, MostBatchEvents) || _batch.Bytes >= _mostBytes;

    /// <summary>Whether more of the events that wait may be objects already: those cost several times the memory of their bytes.</summary>
    public bool MayDecodeAhead => Volatile.Read(ref _waitingDecoded) < MostDecodedEvents;

    /// <summary>Hands the batch to the reader; while the buffer is full it waits, or drops what waits.</summary>
    public ValueTask PublishAsync(CancellationToken cancellationToken)
        => TryPublish() ? ValueTask.CompletedTask : PublishWhenFreeAsync(cancellationToken);

    /// <summary>Hands the batch to the reader, or drops what waits.</summary>
    /// <returns>False while the buffer is full.</returns>
    public bool TryPublish()
    {
        if (_batch.Count == 0) return true;
        lock (_lock)
        {
            bool isFull = _waiting.Count > 0 && (_waitingEvents + _batch.Count > _mostEvents || _waitingBytes + _batch.Bytes > _mostBytes);
            if (isFull && _onDropped is null) return false;
            if (isFull) DropWaiting();
            EnqueueBatch();
        }

        _batchWaits.Set();
        return true;
    }

    /// <summary>Ends the buffer; what waits can still be taken.</summary>
    /// <param name="error">What the reader gets to see at the end; null for an orderly end.</param>
    public void Complete(Exception? error)
    {
        try
        {
            lock (_lock)
            {
                // First of all, because the reader must not wait for ever where the rest finds no memory.
                _isComplete = true;
                _error = error;

                // The last batch may go beyond the limit: nothing comes after it.
                if (_batch.Count > 0) EnqueueBatch();
            }
        }
        finally
        {
            _batchWaits.Set();
        }
    }

    /// <summary>Wakes both sides, so that they see that they were cancelled.</summary>
    public void WakeAll()
    {
        _batchWaits.Set();
        _spaceFreed.Set();
    }

    /// <summary>Takes the oldest batch that waits.</summary>
    /// <param name="done">The batch that the reader is through with; null for none.</param>
    /// <returns>The batch; null when none waits.</returns>
    public EventBatch? Take(EventBatch? done)
    {
        done?.Clear();
        EventBatch? batch;
        lock (_lock)
        {
            if (done is not null) Spare(done);
            if (_dropped > 0)
            {
                batch = Announcement();
            }
            else if (_waiting.TryDequeue(out batch))
            {
                _waitingEvents -= batch.Count;
                _waitingBytes -= batch.Bytes;
                _waitingDecoded -= batch.DecodedAhead;
            }
            else
            {
                return null;
            }

            if (_onDropped is not null) _takenAt = _clock.GetUtcNow();
        }

        _spaceFreed.Set();
        return batch;
    }

    /// <summary>Whether nothing more will come.</summary>
    /// <param name="error">Why it ended; null for an orderly end.</param>
    public bool IsComplete(out Exception? error)
    {
        lock (_lock)
        {
            error = _error;
            return _isComplete && _waiting.Count == 0 && _dropped == 0;
        }
    }

    /// <summary>Waits until there is something to take, or nothing more will come, or <see cref="WakeAll"/> is called.</summary>
    public ValueTask WaitForBatchAsync() => _batchWaits.WaitAsync();

    /// <summary>Gives all memory back, once neither side uses it any more.</summary>
    /// <param name="taken">The batch that the reader holds; null for none.</param>
    public void Release(EventBatch? taken)
    {
        lock (_lock)
        {
            foreach (EventBatch batch in _waiting.Concat(_spares).Append(_batch).Concat(taken is null ? [] : [taken])) batch.Release();
            _waiting.Clear();
            _spares.Clear();
        }
    }

    private async ValueTask PublishWhenFreeAsync(CancellationToken cancellationToken)
    {
        do
        {
            await _spaceFreed.WaitAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
        while (!TryPublish());
    }

    private void EnqueueBatch()
    {
        _waitingEvents += _batch.Count;
        _waitingDecoded += _batch.DecodedAhead;
        _waitingBytes += _batch.Bytes;
        if (_waiting.Count > 0 && _last!.TryAdd(_batch))
        {
            _batch.Clear();
            return;
        }

        EventBatch next = _spares.TryPop(out EventBatch? spare) ? spare : new EventBatch();
        _waiting.Enqueue(_batch);
        _last = _batch;
        _batch = next;
    }

    private void DropWaiting()
    {
        _dropped += _waitingEvents;
        _waitingEvents = 0;
        _waitingDecoded = 0;
        _waitingBytes = 0;
        while (_waiting.TryDequeue(out EventBatch? batch))
        {
            batch.Clear();
            Spare(batch);
        }
    }

    private EventBatch Announcement()
    {
        EventStreamGap gap = new() { Reason = EventStreamInterruption.Dropped, Since = _takenAt, Until = _clock.GetUtcNow(), DroppedEvents = _dropped };
        _dropped = 0;
        _onDropped!(gap);
        EventBatch batch = _spares.TryPop(out EventBatch? spare) ? spare : new EventBatch();
        batch.Add(gap);
        return batch;
    }

    private void Spare(EventBatch batch)
    {
        if (_spares.Count < MostSpares) _spares.Push(batch);
        else batch.Release();
    }
}
