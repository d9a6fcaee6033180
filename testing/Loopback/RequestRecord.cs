namespace OpenCode.Testing.Loopback;

/// <summary>The requests a server received, and those who wait for one.</summary>
internal sealed class RequestRecord<T>
    where T : class
{
    private readonly Lock _gate = new();
    private readonly List<T> _requests = [];
    private readonly List<(Func<T, bool> Condition, TaskCompletionSource<T> Source)> _waiting = [];

    public IReadOnlyList<T> All
    {
        get
        {
            lock (_gate) return [.. _requests];
        }
    }

    public void Add(T request)
    {
        lock (_gate)
        {
            _requests.Add(request);
            _waiting.RemoveAll(waiter => waiter.Condition(request) && waiter.Source.TrySetResult(request));
        }
    }

    public Task<T> WaitAsync(Func<T, bool> condition, CancellationToken cancellationToken)
    {
        TaskCompletionSource<T> source = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_requests.Find(condition.Invoke) is { } request) return Task.FromResult(request);
            _waiting.Add((condition, source));
        }

        return source.Task.WaitAsync(cancellationToken);
    }
}
