using OpenCode.Server.Http;

namespace OpenCode.Server.Events;

/// <summary>The newest events of one session, for those who listen to it; what is older is read from the store.</summary>
internal sealed class SessionTail
{
    private const int Most = 256;

    private readonly Lock _lock = new();
    private readonly Queue<EventFrame?> _frames = new();
    private TaskCompletionSource? _grown;
    private long _first;
    private int _readers;
    private bool _isEnded;

    /// <summary>The number of the last event that was kept; null while nobody has looked. Only who keeps events uses it.</summary>
    public long? LastKept { get; set; }

    /// <summary>Somebody begins to listen.</summary>
    public void Enter()
    {
        lock (_lock) _readers++;
    }

    /// <summary>Somebody does not listen any more; without anybody nothing is held.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            if (--_readers == 0) _frames.Clear();
        }
    }

    /// <summary>Ends those who listen.</summary>
    public void End()
    {
        lock (_lock)
        {
            _isEnded = true;
            Wake();
        }
    }

    /// <summary>Adds an event that has been kept.</summary>
    /// <param name="sequence">Its number.</param>
    /// <param name="json">The event as it was kept; null for one that is not told.</param>
    public void Add(long sequence, byte[]? json)
    {
        lock (_lock)
        {
            if (_readers == 0) return;
            if (_first + _frames.Count != sequence) _frames.Clear();
            if (_frames.Count == 0) _first = sequence;
            _frames.Enqueue(json is null ? null : new EventFrame(EventText.Frame(sequence, json)));
            if (_frames.Count > Most)
            {
                _frames.Dequeue();
                _first++;
            }

            Wake();
        }
    }

    /// <summary>Takes what comes after a number.</summary>
    /// <param name="after">The number; it is moved on.</param>
    /// <param name="into">Where the events go.</param>
    /// <returns>Whether what comes after the number is here. Otherwise the store has it, if there is anything.</returns>
    public bool TryTake(ref long after, List<EventFrame> into)
    {
        lock (_lock)
        {
            if (_frames.Count == 0 || after + 1 < _first) return false;
            long last = _first + _frames.Count - 1;
            if (after >= last) return true;
            foreach (EventFrame? frame in _frames.Skip((int)(after + 1 - _first)))
            {
                if (frame is { } told) into.Add(told);
            }

            after = last;
            return true;
        }
    }

    /// <summary>Completes when an event is added after this was asked.</summary>
    /// <returns>The task; null when everything ends.</returns>
    public Task? Grown()
    {
        lock (_lock) return _isEnded ? null : (_grown ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    private void Wake()
    {
        _grown?.SetResult();
        _grown = null;
    }
}
