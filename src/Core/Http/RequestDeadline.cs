using System.Collections.Concurrent;

namespace OpenCode.Core;

/// <summary>The clock of one request: cancels it when the limit of its present phase, or its total limit, runs out.</summary>
/// <remarks>One timer and one cancellation source serve all phases of a request, and of later requests too.</remarks>
internal sealed class RequestDeadline : IDisposable
{
    private readonly Pool _pool;
    private readonly CancellationTokenSource _source;
    private CancellationTokenRegistration _callerRegistration;
    private long _startedAt;
    private TimeSpan? _total;

    private RequestDeadline(Pool pool)
    {
        _pool = pool;
        _source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, pool.TimeProvider);
    }

    /// <summary>Cancelled by the caller or by a limit.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether a limit ran out, or the caller cancelled.</summary>
    public bool IsCancelled => _source.IsCancellationRequested;

    /// <summary>The limit that counts now.</summary>
    public BudgetKind Kind { get; private set; }

    /// <summary>The length of that limit.</summary>
    public TimeSpan Limit { get; private set; }

    /// <summary>Begins a phase: its limit counts from now on, next to what is left of the total.</summary>
    public void BeginPhase(BudgetKind kind, TimeSpan? limit)
    {
        // What ran out first stays the reason.
        if (_source.IsCancellationRequested)
            return;
        TimeSpan wait = limit ?? Timeout.InfiniteTimeSpan;
        Kind = kind;
        Limit = wait;
        if (_total is { } total)
        {
            TimeSpan left = total - _pool.TimeProvider.GetElapsedTime(_startedAt);
            if (limit is null || left < limit)
            {
                Kind = BudgetKind.Total;
                Limit = total;
                wait = left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }

        _source.CancelAfter(wait);
    }

    /// <summary>Ends the present phase: only the total counts.</summary>
    public void EndPhase() => BeginPhase(BudgetKind.Total, null);

    /// <summary>Stops the clock and gives it back for reuse. Nobody may touch it afterwards.</summary>
    public void Dispose()
    {
        _callerRegistration.Dispose();
        _callerRegistration = default;
        _pool.Return(this);
    }

    /// <summary>Stops the clock for good.</summary>
    public void Abandon()
    {
        _callerRegistration.Dispose();
        _source.Dispose();
    }

    /// <summary>The deadlines of one client, reused because a cancellation source with its timer costs more than the rest of a request.</summary>
    internal sealed class Pool(TimeProvider timeProvider)
    {
        private const int MaxIdle = 32;
        private readonly ConcurrentQueue<RequestDeadline> _idle = new();

        public TimeProvider TimeProvider { get; } = timeProvider;

        public RequestDeadline Rent(TimeSpan? total, CancellationToken callerToken)
        {
            if (!_idle.TryDequeue(out RequestDeadline? deadline))
                deadline = new RequestDeadline(this);
            deadline._total = total;
            if (total is not null)
                deadline._startedAt = TimeProvider.GetTimestamp();
            if (callerToken.CanBeCanceled)
                deadline._callerRegistration = callerToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline._source);
            return deadline;
        }

        public void Return(RequestDeadline deadline)
        {
            // A source whose timer may have fired is never reused: its token could cancel somebody else's request.
            if (deadline._source.TryReset() && _idle.Count < MaxIdle)
                _idle.Enqueue(deadline);
            else
                deadline._source.Dispose();
        }
    }
}
