namespace OpenCode.Server.Events;

/// <summary>
/// The newest events, in their order. Whoever listens has a place in it and moves on; there is nothing to keep for anybody, so that a thousand who listen
/// take the memory of one, and one who is slow concerns nobody else.
/// </summary>
/// <param name="mostPending">How many events a reader may lag behind.</param>
/// <param name="mostReplayed">How many events a reader that comes back may have missed.</param>
/// <param name="mostBytes">How much memory the events may take; the oldest go first.</param>
internal sealed class EventRing(int mostPending, int mostReplayed, long mostBytes)
{
    // One more, so that a reader whose last event is the first of all can be told all that are replayed.
    private readonly ToldEvent?[] _events = new ToldEvent?[Math.Max(mostPending, mostReplayed) + 1];
    private readonly Lock _lock = new();
    private TaskCompletionSource? _grown;
    private long _first;
    private long _next;
    private long _bytes;
    private bool _isEnded;

    /// <summary>Adds an event.</summary>
    public void Add(ToldEvent told)
    {
        lock (_lock)
        {
            if (_next - _first == _events.Length) Forget();
            _events[_next++ % _events.Length] = told;
            _bytes += told.Bytes;
            while (_bytes > mostBytes && _next - _first > 1) Forget();
            Wake();
        }
    }

    /// <summary>Ends all readers when they have read what is there.</summary>
    public void End()
    {
        lock (_lock)
        {
            _isEnded = true;
            Wake();
        }
    }

    /// <summary>Finds where a reader begins.</summary>
    /// <param name="lastId">The id of the event that it had last; null for a new one.</param>
    public RingPlace Begin(string? lastId)
    {
        lock (_lock)
        {
            string? newest = _next > _first ? At(_next - 1).Id : null;
            return lastId is not null && Find(lastId) is { } found && _next - 1 - found <= mostReplayed
                ? new RingPlace { Next = found + 1, Live = _next, Position = lastId }
                : new RingPlace { Next = _next, Live = _next, Position = newest };
        }
    }

    /// <summary>Takes the next events of a reader.</summary>
    /// <param name="place">Where it is; it is moved on.</param>
    /// <param name="into">Where the events go.</param>
    /// <returns>How many there are; negative when the reader is at its end, because it was too slow or because everything ends.</returns>
    public int Take(RingPlace place, Span<ToldEvent?> into)
    {
        lock (_lock)
        {
            // While it reads what it has missed, it may be as far behind as that is.
            long mayMiss = place.Next < place.Live ? _events.Length : mostPending;
            if (place.Next < _first || _next - place.Next > mayMiss) return -1;
            int count = (int)Math.Min(into.Length, _next - place.Next);
            if (count == 0 && _isEnded) return -1;
            for (int i = 0; i < count; i++) into[i] = At(place.Next + i);
            place.Next += count;
            return count;
        }
    }

    /// <summary>Completes when there is something to take.</summary>
    public Task WaitAsync(RingPlace place)
    {
        lock (_lock)
        {
            if (_next > place.Next || _isEnded) return Task.CompletedTask;
            return (_grown ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private ToldEvent At(long position) => _events[position % _events.Length]!;

    private void Forget()
    {
        ref ToldEvent? oldest = ref _events[_first++ % _events.Length];
        _bytes -= oldest!.Bytes;
        oldest = null;
    }

    private void Wake()
    {
        _grown?.SetResult();
        _grown = null;
    }

    // Ids sort as their events do.
    private long? Find(string id)
    {
        long from = _first;
        long to = _next - 1;
        while (from <= to)
        {
            long middle = from + ((to - from) / 2);
            int order = string.CompareOrdinal(At(middle).Id, id);
            if (order == 0) return middle;
            if (order < 0) from = middle + 1;
            else to = middle - 1;
        }

        return null;
    }
}

/// <summary>Where a reader of a ring is.</summary>
internal sealed class RingPlace
{
    /// <summary>The next event that it takes.</summary>
    public long Next { get; set; }

    /// <summary>The first event that happened after it began.</summary>
    public required long Live { get; init; }

    /// <summary>The id of the event before the first that it takes; null when nothing has happened yet.</summary>
    public required string? Position { get; init; }
}
