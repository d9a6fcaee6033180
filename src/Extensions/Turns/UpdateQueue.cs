using System.Runtime.CompilerServices;

namespace OpenCode.Turns;

/// <summary>The updates of a turn, kept until somebody reads them. Where nobody does for long, texts grow together, so that little is held.</summary>
internal sealed class UpdateQueue
{
    private const int Many = 256;

    private readonly Lock _lock = new();
    private readonly LinkedList<TurnUpdate> _updates = [];
    private TaskCompletionSource _arrival = New();
    private bool _isEnded;
    private bool _isDropped;
    private Exception? _failure;
    private int _readers;

    public void Add(TurnUpdate update)
    {
        TaskCompletionSource arrival;
        lock (_lock)
        {
            if (_isDropped || _isEnded) return;
            if (_updates.Count < Many || !Join(update)) _updates.AddLast(update);
            arrival = _arrival;
        }

        arrival.TrySetResult();
    }

    /// <summary>Nobody will read: the updates so far are forgotten, and those to come are not kept.</summary>
    public void DropUnlessRead()
    {
        lock (_lock)
        {
            if (_readers > 0) return;
            _isDropped = true;
            _updates.Clear();
        }
    }

    public void End(Exception? failure)
    {
        lock (_lock) (_isEnded, _failure) = (true, failure);
        _arrival.TrySetResult();
    }

    public async IAsyncEnumerable<TurnUpdate> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_readers++ > 0) throw new InvalidOperationException("The updates of this turn are being read, or were. A turn can be enumerated once; keep what is needed.");
            if (_isDropped)
            {
                throw new InvalidOperationException(
                    "This turn was awaited before it was enumerated, so its updates were not kept. Enumerate it first, and await it after or beside that.");
            }
        }

        while (true)
        {
            Task arrival;
            TurnUpdate? next = null;
            lock (_lock)
            {
                if (_updates.First is { } first)
                {
                    next = first.Value;
                    _updates.RemoveFirst();
                }
                else if (_isEnded)
                {
                    if (_failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_failure);
                    yield break;
                }
                else if (_arrival.Task.IsCompleted)
                {
                    _arrival = New();
                }

                arrival = _arrival.Task;
            }

            if (next is not null) yield return next;
            else await arrival.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool Join(TurnUpdate update)
    {
        if (_updates.Last is not { } last) return false;
        TurnUpdate? joined = (last.Value, update) switch
        {
            (TextUpdate a, TextUpdate { IsReplacement: false } b) when a.PartId == b.PartId => a with { Delta = a.Delta + b.Delta },
            (ReasoningUpdate a, ReasoningUpdate { IsReplacement: false } b) when a.PartId == b.PartId => a with { Delta = a.Delta + b.Delta },
            (ToolOutputUpdate a, ToolOutputUpdate b) when a.CallId == b.CallId => b,
            _ => null,
        };
        if (joined is not null) last.Value = joined;
        return joined is not null;
    }
}
