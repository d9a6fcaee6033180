using Microsoft.Extensions.Time.Testing;

namespace OpenCode.Workbench;

/// <summary>
/// A clock that only moves when a test moves it. What <see cref="FakeTimeProvider"/> cannot do is added: it tells what it is waiting for, so that a test
/// waits for a timer instead of sleeping, and on its way to a time it stands still at every timer that falls due, also at one that an earlier one set.
/// </summary>
public sealed class ManualTimeProvider() : FakeTimeProvider(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero))
{
    private readonly Lock _lock = new();
    private readonly HashSet<ObservedTimer> _timers = [];

    /// <summary>How many timers are going to fire.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_lock) return _timers.Count(static timer => timer.Due is not null);
        }
    }

    /// <summary>How long it is to the next timer; null when none is going to fire.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            lock (_lock) return _timers.Min(static timer => timer.Due) - GetUtcNow();
        }
    }

    /// <summary>Moves the clock, firing on the way, in order, every timer that falls due.</summary>
    public new void Advance(TimeSpan by)
    {
        DateTimeOffset target = GetUtcNow() + by;
        while (NextDue is { } next && GetUtcNow() + next <= target) base.Advance(next);
        base.Advance(target - GetUtcNow());
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        ObservedTimer timer = new(this, callback);
        timer.Start(base.CreateTimer(timer.Fire, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class ObservedTimer(ManualTimeProvider clock, TimerCallback callback) : ITimer
    {
        private ITimer? _timer;
        private TimeSpan _period = Timeout.InfiniteTimeSpan;
        private int _changes;

        public DateTimeOffset? Due { get; private set; }

        public void Start(ITimer timer)
        {
            _timer = timer;
            lock (clock._lock) clock._timers.Add(this);
        }

        public void Fire(object? state)
        {
            lock (clock._lock)
            {
                _changes++;
                Due = _period > TimeSpan.Zero ? clock.GetUtcNow() + _period : null;
            }

            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            int change;
            lock (clock._lock)
            {
                change = ++_changes;
                _period = period;
                Due = null;
            }

            // Armed before it is said to be, and not said when it has fired meanwhile: whoever waits for a timer may move the clock at once.
            bool changed = _timer!.Change(dueTime, period);
            lock (clock._lock)
            {
                if (change == _changes && dueTime != Timeout.InfiniteTimeSpan) Due = clock.GetUtcNow() + dueTime;
            }

            return changed;
        }

        public void Dispose()
        {
            lock (clock._lock) clock._timers.Remove(this);
            _timer!.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
