namespace OpenCode.Server.Turns;

/// <summary>The place of a turn in the line of its session.</summary>
internal sealed class TurnPlace : IDisposable
{
    private readonly TurnLane _lane;
    private readonly Task _earlier;
    private readonly CancellationToken _stopping;
    private readonly CancellationTokenSource _abort;
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TurnPlace(TurnLane lane, Task earlier, CancellationToken stopping)
    {
        (_lane, _earlier, _stopping) = (lane, earlier, stopping);
        _abort = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Abort = _abort.Token;
    }

    /// <summary>Is cancelled when somebody aborts the turn.</summary>
    public CancellationToken Abort { get; }

    /// <summary>Ends with the turn.</summary>
    public Task End => _end.Task;

    /// <summary>Waits until all earlier turns have ended. One that is aborted meanwhile keeps its place, and says there that it was aborted.</summary>
    public Task WaitAsync() => _earlier.WaitAsync(_stopping);

    public async Task AbortAsync()
    {
        try
        {
            await _abort.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It has ended in this moment.
        }
    }

    public void Dispose()
    {
        _lane.Leave(this);
        _abort.Dispose();
        _end.TrySetResult();
    }
}
