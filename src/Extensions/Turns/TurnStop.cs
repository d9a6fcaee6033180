namespace OpenCode.Turns;

/// <summary>The order to stop a turn; the first reason counts.</summary>
internal sealed class TurnStop
{
    private readonly TaskCompletionSource _given = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TurnEnd? _why;

    /// <summary>Why the turn shall stop; null while it shall not.</summary>
    public TurnEnd? Why => Volatile.Read(ref _why);

    /// <summary>Done when the turn shall stop.</summary>
    public Task Given => _given.Task;

    public void Give(TurnEnd why)
    {
        Interlocked.CompareExchange(ref _why, why, null);
        _given.TrySetResult();
    }
}
