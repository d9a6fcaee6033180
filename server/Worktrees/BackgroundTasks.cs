namespace OpenCode.Server.Worktrees;

/// <summary>Work that goes on after a response, and ends before the server does.</summary>
internal sealed class BackgroundTasks
{
    private readonly HashSet<Task> _running = [];
    private readonly Lock _lock = new();

    /// <summary>Takes work that does not fail.</summary>
    public void Add(Task work)
    {
        lock (_lock) _running.Add(work);
        work.ContinueWith(Remove, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Waits for all of it.</summary>
    public Task WhenAllAsync()
    {
        lock (_lock) return Task.WhenAll(_running);
    }

    private void Remove(Task work)
    {
        lock (_lock) _running.Remove(work);
    }
}
