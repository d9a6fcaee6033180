using System.Runtime.CompilerServices;
using System.Text;

namespace OpenCode.Turns;

/// <summary>The updates of a turn, kept until somebody reads them. Where nobody does for long, texts grow together, so that little is held.</summary>
internal sealed class UpdateQueue
{
    private const int Many = 256;

    private readonly Lock _lock = new();
    private readonly LinkedList<Kept> _updates = [];
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
            if (_updates.Count < Many || !Join(update)) _updates.AddLast(new Kept(update));
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
                    next = first.Value.Whole;
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

    private bool Join(TurnUpdate update) => _updates.Last is { } last && last.Value.Join(update);

    /// <summary>An update, and the texts that came after it and belong to it.</summary>
    private sealed class Kept(TurnUpdate update)
    {
        private StringBuilder? _more;

        public TurnUpdate Whole => (_more, update) switch
        {
            ({ } more, TextUpdate text) => text with { Delta = $"{text.Delta}{more}" },
            ({ } more, ReasoningUpdate reasoning) => reasoning with { Delta = $"{reasoning.Delta}{more}" },
            _ => update,
        };

        public bool Join(TurnUpdate next)
        {
            switch (update, next)
            {
                case (TextUpdate a, TextUpdate { IsReplacement: false } b) when a.PartId == b.PartId:
                    (_more ??= new StringBuilder()).Append(b.Delta);
                    return true;
                case (ReasoningUpdate a, ReasoningUpdate { IsReplacement: false } b) when a.PartId == b.PartId:
                    (_more ??= new StringBuilder()).Append(b.Delta);
                    return true;
                case (ToolOutputUpdate a, ToolOutputUpdate b) when a.CallId == b.CallId:
                    update = b;
                    return true;
                default:
                    return false;
            }
        }
    }
}
