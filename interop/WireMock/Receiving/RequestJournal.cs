using OpenCode.Core.Operations;

namespace OpenCode.WireMock.Receiving;

/// <summary>The requests so far, and those who wait for one.</summary>
internal sealed class RequestJournal
{
    private readonly Lock _gate = new();
    private readonly List<MockRequest> _received = [];
    private readonly List<MockRequest> _unexpected = [];
    private readonly List<(Func<MockRequest, bool> Condition, TaskCompletionSource<MockRequest> Source)> _waiting = [];

    public IReadOnlyList<MockRequest> Received
    {
        get
        {
            lock (_gate) return [.. _received];
        }
    }

    public IReadOnlyList<MockRequest> Unexpected
    {
        get
        {
            lock (_gate) return [.. _unexpected];
        }
    }

    public void Add(MockRequest request)
    {
        lock (_gate)
        {
            _received.Add(request);
            _waiting.RemoveAll(waiter => waiter.Condition(request) && waiter.Source.TrySetResult(request));
        }
    }

    public void AddUnexpected(MockRequest request)
    {
        lock (_gate) _unexpected.Add(request);
    }

    public void Clear()
    {
        lock (_gate)
        {
            _received.Clear();
            _unexpected.Clear();
        }
    }

    public Task<MockRequest> WaitAsync(Operation operation, CancellationToken cancellationToken)
    {
        TaskCompletionSource<MockRequest> source = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_received.Find(IsOfIt) is { } request) return Task.FromResult(request);
            _waiting.Add((IsOfIt, source));
        }

        return source.Task.WaitAsync(cancellationToken);

        bool IsOfIt(MockRequest request) => request.Operation?.Id == operation.Id;
    }
}
