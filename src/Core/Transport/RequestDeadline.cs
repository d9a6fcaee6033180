using OpenCode.Core.Errors;

namespace OpenCode.Core.Transport;

/// <summary>
/// The clock of one request: cancels it when the limit of its present phase or its total limit runs out, when its caller
/// cancels, or when its client is disposed.
/// </summary>
/// <remarks>One timer and one cancellation source serve all phases of a request, and later requests too.</remarks>
internal sealed class RequestDeadline : IDisposable
{
    private readonly RequestDeadlinePool _pool;
    private readonly CancellationTokenSource _source;
    private CancellationTokenRegistration _callerRegistration;
    private long _startedAt;
    private long _phaseAt;
    private BudgetKind _phase;
    private TimeSpan? _total;
    private bool _isArmed;

    public RequestDeadline(RequestDeadlinePool pool)
    {
        _pool = pool;
        _source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, pool.TimeProvider);
    }

    /// <summary>Cancelled by the caller, by a limit, or by the end of the client.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether <see cref="Token"/> is cancelled.</summary>
    public bool IsCancelled => _source.IsCancellationRequested;

    /// <summary>Whether the client was disposed while the request was under way.</summary>
    public bool IsAborted { get; private set; }

    /// <summary>The limit that counts now.</summary>
    public BudgetKind Kind { get; private set; }

    /// <summary>The length of that limit.</summary>
    public TimeSpan Limit { get; private set; }

    /// <summary>Starts the clock.</summary>
    /// <param name="total">The total limit; null for none.</param>
    /// <param name="startedAt">When the total began to count, as the clock's timestamp.</param>
    /// <param name="callerToken">The caller's own token.</param>
    public void Start(TimeSpan? total, long startedAt, CancellationToken callerToken)
    {
        _total = total;
        _startedAt = startedAt;
        if (callerToken.CanBeCanceled) _callerRegistration = callerToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    /// <summary>Begins a phase: its limit counts from now on, next to what is left of the total.</summary>
    public void BeginPhase(BudgetKind kind, TimeSpan? limit)
    {
        // What ran out first stays the reason; and a clock without limits is left alone.
        if (_source.IsCancellationRequested || (limit is null && _total is null && !_isArmed)) return;
        TimeSpan wait = limit ?? Timeout.InfiniteTimeSpan;
        Kind = _phase = kind;
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

        // Only Extend asks for the time, and it comes after this phase alone.
        if (kind == BudgetKind.IdleBetweenBytes) _phaseAt = _pool.TimeProvider.GetTimestamp();
        _isArmed = wait != Timeout.InfiniteTimeSpan;
        _source.CancelAfter(wait);
    }

    /// <summary>Counts the limit of a phase from now on, as <see cref="BeginPhase"/> does, but sets the timer only when a part of the limit has
    /// passed.</summary>
    public void Extend(BudgetKind kind, TimeSpan? limit)
    {
        if (_phase != kind || (limit is { } length && _pool.TimeProvider.GetElapsedTime(_phaseAt) > length / 8)) BeginPhase(kind, limit);
    }

    /// <summary>Ends the present phase: only the total counts.</summary>
    public void EndPhase() => BeginPhase(BudgetKind.Total, null);

    /// <summary>Ends the request because its client ends.</summary>
    public void Abort()
    {
        IsAborted = true;
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The request came to its own end meanwhile.
        }
    }

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
        _pool.Forget(this);
        _source.Dispose();
    }

    /// <summary>Makes the clock ready for another request.</summary>
    /// <returns>False when that is impossible: its timer may have fired, and its token could cancel somebody else's request.</returns>
    public bool TryReset()
    {
        _isArmed = false;
        if (!IsAborted && _source.TryReset()) return true;
        _source.Dispose();
        return false;
    }
}
