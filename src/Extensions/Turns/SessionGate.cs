namespace OpenCode.Turns;

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
