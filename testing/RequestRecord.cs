namespace OpenCode.Testing;

/// <summary>The requests a model received, and those who wait for one.</summary>
internal sealed class RequestRecord
{
    private readonly Lock _gate = new();
    private readonly List<ModelRequest> _requests = [];
    private readonly List<(Func<ModelRequest, bool> Condition, TaskCompletionSource<ModelRequest> Source)> _waiting = [];

    public IReadOnlyList<ModelRequest> All
    {
        get
        {
            lock (_gate) return [.. _requests];
        }
    }

    public void Add(ModelRequest request)
    {
        lock (_gate)
        {
            _requests.Add(request);
            _waiting.RemoveAll(waiter => waiter.Condition(request) && waiter.Source.TrySetResult(request));
        }
    }

    public Task<ModelRequest> WaitAsync(Func<ModelRequest, bool> condition, CancellationToken cancellationToken)
    {
        TaskCompletionSource<ModelRequest> source = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_requests.Find(condition.Invoke) is { } request) return Task.FromResult(request);
            _waiting.Add((condition, source));
        }

        return source.Task.WaitAsync(cancellationToken);
    }
}
