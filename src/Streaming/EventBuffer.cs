namespace OpenCode.Streaming;

/// <summary>
/// Events between one writer and one reader, bounded in number and in bytes. They change hands in batches: one lock for all
/// that arrived in one piece.
/// </summary>
/// <typeparam name="T">One event.</typeparam>
internal sealed class EventBuffer<T>
{
    private const int InitialLength = 16;

    private readonly Lock _lock = new();
    private readonly WakeSignal _itemsWait = new();
    private readonly WakeSignal _spaceFreed = new();
    private readonly int _mostEvents;
    private readonly long _mostBytes;
    private readonly TimeProvider _clock;
    private readonly Func<DateTimeOffset, long, BufferedEvent<T>>? _createDropped;

    // The writer's own.
    private BufferedEvent<T>[] _batch = new BufferedEvent<T>[InitialLength];
    private int _batchCount;
    private long _batchBytes;

    // Under the lock.
    private BufferedEvent<T>[] _waiting = new BufferedEvent<T>[InitialLength];
    private int _waitingCount;
    private long _waitingBytes;
    private long _dropped;
    private DateTimeOffset _takenAt;
    private bool _isComplete;
    private Exception? _error;

    /// <param name="mostEvents">How many events may be waiting, those that the reader has taken but not yet dealt with included.</param>
    /// <param name="mostBytes">How many bytes of JSON those may have been; a single event may be more.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="createDropped">
    /// Makes the item that says since when events were dropped, and how many; null to wait instead of dropping.
    /// </param>
    public EventBuffer(int mostEvents, long mostBytes, TimeProvider clock, Func<DateTimeOffset, long, BufferedEvent<T>>? createDropped)
    {
        _clock = clock;
        _takenAt = clock.GetUtcNow();

        // Half waits here, half is in the reader's hands.
        _mostEvents = Math.Max(1, mostEvents / 2);
        _mostBytes = Math.Max(1, mostBytes / 2);
        _createDropped = createDropped;
    }

    /// <summary>Adds an event to the batch; the reader sees it with the next <see cref="PublishAsync"/>.</summary>
    /// <returns>Whether the batch is long enough to be published before more is added.</returns>
    public bool Add(in BufferedEvent<T> item)
    {
        if (_batchCount == _batch.Length)
            Array.Resize(ref _batch, _batchCount * 2);
        _batch[_batchCount++] = item;
        _batchBytes += item.Bytes;
        return _batchCount >= _mostEvents || _batchBytes >= _mostBytes;
    }

    /// <summary>Hands the batch to the reader; while the buffer is full it waits, or drops what waits.</summary>
    public ValueTask PublishAsync(CancellationToken cancellationToken)
        => _batchCount == 0 || TryPublish() ? ValueTask.CompletedTask : PublishWhenFreeAsync(cancellationToken);

    /// <summary>Ends the buffer; what waits can still be taken.</summary>
    /// <param name="error">What the reader gets to see at the end; null for an orderly end.</param>
    public void Complete(Exception? error)
    {
        lock (_lock)
        {
            // The last batch may go beyond the limit: nothing comes after it.
            if (_batchCount > 0)
                MoveBatch();
            _isComplete = true;
            _error = error;
        }

        _itemsWait.Set();
    }

    /// <summary>Wakes both sides, so that they see that they were cancelled.</summary>
    public void WakeAll()
    {
        _itemsWait.Set();
        _spaceFreed.Set();
    }

    /// <summary>Takes all events that wait.</summary>
    /// <param name="items">An array to give back, all of whose elements are empty; receives the events.</param>
    /// <returns>How many events were taken.</returns>
    public int Take(ref BufferedEvent<T>[] items)
    {
        int count;
        lock (_lock)
        {
            if (_waitingCount == 0 && _dropped == 0)
                return 0;
            if (_dropped > 0)
            {
                PutFirst(_createDropped!(_takenAt, _dropped));
                _dropped = 0;
            }

            if (_createDropped is not null)
                _takenAt = _clock.GetUtcNow();
            count = _waitingCount;
            (items, _waiting) = (_waiting, items);
            _waitingCount = 0;
            _waitingBytes = 0;
        }

        _spaceFreed.Set();
        return count;
    }

    /// <summary>Whether nothing more will come.</summary>
    /// <param name="error">Why it ended; null for an orderly end.</param>
    public bool IsComplete(out Exception? error)
    {
        lock (_lock)
        {
            error = _error;
            return _isComplete && _waitingCount == 0 && _dropped == 0;
        }
    }

    /// <summary>Waits until there is something to take, or nothing more will come, or <see cref="WakeAll"/> is called.</summary>
    public ValueTask WaitForItemsAsync() => _itemsWait.WaitAsync();

    private async ValueTask PublishWhenFreeAsync(CancellationToken cancellationToken)
    {
        do
        {
            await _spaceFreed.WaitAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
        while (!TryPublish());
    }

    private bool TryPublish()
    {
        lock (_lock)
        {
            bool isFull = _waitingCount > 0 && (_waitingCount + _batchCount > _mostEvents || _waitingBytes + _batchBytes > _mostBytes);
            if (isFull && _createDropped is null)
                return false;
            if (isFull)
            {
                _dropped += _waitingCount;
                Array.Clear(_waiting, 0, _waitingCount);
                _waitingCount = 0;
                _waitingBytes = 0;
            }

            MoveBatch();
        }

        _itemsWait.Set();
        return true;
    }

    private void MoveBatch()
    {
        if (_waitingCount == 0)
        {
            (_batch, _waiting) = (_waiting, _batch);
        }
        else
        {
            if (_waiting.Length - _waitingCount < _batchCount)
                Array.Resize(ref _waiting, Math.Max(_waiting.Length * 2, _waitingCount + _batchCount));
            Array.Copy(_batch, 0, _waiting, _waitingCount, _batchCount);
            Array.Clear(_batch, 0, _batchCount);
        }

        _waitingCount += _batchCount;
        _waitingBytes += _batchBytes;
        _batchCount = 0;
        _batchBytes = 0;
    }

    private void PutFirst(in BufferedEvent<T> item)
    {
        if (_waitingCount == _waiting.Length)
            Array.Resize(ref _waiting, _waitingCount * 2);
        Array.Copy(_waiting, 0, _waiting, 1, _waitingCount);
        _waiting[0] = item;
        _waitingCount++;
    }
}
