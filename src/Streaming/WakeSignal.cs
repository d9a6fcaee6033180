using System.Threading.Tasks.Sources;

namespace OpenCode.Streaming;

/// <summary>Wakes the one who waits, or the next one who will; waiting allocates nothing.</summary>
internal sealed class WakeSignal : IValueTaskSource
{
    private readonly Lock _lock = new();

    // Continued elsewhere: whoever wakes has work of its own to go on with.
    private ManualResetValueTaskSourceCore<bool> _source = new() { RunContinuationsAsynchronously = true };
    private bool _isSet;
    private bool _isAwaited;

    /// <summary>Waits for <see cref="Set"/>, once. Only one may wait at a time.</summary>
    public ValueTask WaitAsync()
    {
        lock (_lock)
        {
            if (_isSet)
            {
                _isSet = false;
                return ValueTask.CompletedTask;
            }

            _source.Reset();
            _isAwaited = true;
            return new ValueTask(this, _source.Version);
        }
    }

    /// <summary>Wakes. Several calls before the next wait count as one.</summary>
    public void Set()
    {
        lock (_lock)
        {
            _isSet = !_isAwaited;
            if (!_isAwaited) return;
            _isAwaited = false;
        }

        _source.SetResult(true);
    }

    void IValueTaskSource.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _source.OnCompleted(continuation, state, token, flags);
}
