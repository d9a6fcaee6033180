using OpenCode.Core.Options;

namespace OpenCode.Core.Transport;

/// <summary>
/// The clocks of one client's requests: those under way, so that the end of the client ends them, and idle ones for reuse,
/// because a cancellation source with its timer costs more than the rest of a request.
/// </summary>
internal sealed class RequestDeadlinePool(ClientSettings settings) : IDisposable
{
    private const int MaxIdle = 32;

    private readonly Lock _lock = new();
    private readonly HashSet<RequestDeadline> _active = [];
    private readonly Stack<RequestDeadline> _idle = new();
    private bool _isDisposed;

    public TimeProvider TimeProvider { get; } = settings.TimeProvider;

    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public RequestDeadline Rent(TimeSpan? total, long startedAt, CancellationToken callerToken)
    {
        RequestDeadline? deadline;
        lock (_lock)
        {
            if (_isDisposed) throw settings.CreateDisposedException();
            if (!_idle.TryPop(out deadline)) deadline = new RequestDeadline(this);
            _active.Add(deadline);
        }

        deadline.Start(total, startedAt, callerToken);
        return deadline;
    }

    public void Return(RequestDeadline deadline)
    {
        bool isReusable = deadline.TryReset();
        lock (_lock)
        {
            _active.Remove(deadline);
            if (isReusable && _idle.Count < MaxIdle) _idle.Push(deadline);
        }
    }

    public void Forget(RequestDeadline deadline)
    {
        lock (_lock)
            _active.Remove(deadline);
    }

    /// <summary>Ends every request under way; later ones are refused.</summary>
    public void Dispose()
    {
        RequestDeadline[] active;
        lock (_lock)
        {
            _isDisposed = true;
            active = [.. _active];
            _active.Clear();
            _idle.Clear();
        }

        // Outside the lock: cancelling runs the continuations of those requests, which return their clocks.
        foreach (RequestDeadline deadline in active) deadline.Abort();
    }
}
