namespace OpenCode.Server.Turns;

/// <summary>The turns of a session, one after the other.</summary>
internal sealed class TurnLane
{
    private readonly Lock _lock = new();
    private readonly HashSet<CancellationTokenSource> _waiting = [];
    private Task _last = Task.CompletedTask;

    /// <summary>Whether a turn runs or waits.</summary>
    public bool IsBusy
    {
        get
        {
            lock (_lock) return _waiting.Count > 0;
        }
    }

    /// <summary>Runs when all earlier turns have ended.</summary>
    /// <param name="run">The turn; its token is cancelled when somebody aborts it.</param>
    /// <param name="stopping">Ends everything.</param>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> run, CancellationToken stopping)
    {
        using var abort = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task earlier;
        lock (_lock)
        {
            _waiting.Add(abort);
            (earlier, _last) = (_last, end.Task);
        }

        try
        {
            // A turn that is aborted while it waits still has its place in the line, and says there that it was aborted.
            await earlier.WaitAsync(stopping);
            return await run(abort.Token);
        }
        finally
        {
            lock (_lock) _waiting.Remove(abort);
            end.SetResult();
        }
    }

    /// <summary>Aborts the turn that runs, and those that wait.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> AbortAsync()
    {
        CancellationTokenSource[] running;
        lock (_lock) running = [.. _waiting];
        foreach (CancellationTokenSource turn in running)
        {
            try
            {
                await turn.CancelAsync();
            }
            catch (ObjectDisposedException)
            {
                // It has ended in this moment.
            }
        }

        return running.Length > 0;
    }
}
