using System.Collections.Concurrent;

namespace OpenCode.Turns;

/// <summary>Lets one turn a session through at a time, in the order in which they came.</summary>
internal sealed class SessionGates
{
    private readonly ConcurrentDictionary<string, SessionGate> _gates = new(StringComparer.Ordinal);

    /// <summary>The gate of a session.</summary>
    public SessionGate Of(string session) => _gates.GetOrAdd(session, static _ => new SessionGate());
}

/// <summary>The gate of one session.</summary>
internal sealed class SessionGate
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private bool _isTaken;

    /// <summary>Takes a place in the line.</summary>
    /// <param name="mayWait">Whether there may be a line.</param>
    /// <returns>Done when it is this one's turn; null when it would have to wait and may not.</returns>
    public Task? Enter(bool mayWait)
    {
        lock (_lock)
        {
            if (!_isTaken)
            {
                _isTaken = true;
                return Task.CompletedTask;
            }

            if (!mayWait) return null;
            TaskCompletionSource place = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(place);
            return place.Task;
        }
    }

    /// <summary>Lets the next one in.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            if (_waiting.TryDequeue(out TaskCompletionSource? next)) next.SetResult();
            else _isTaken = false;
        }
    }
}
