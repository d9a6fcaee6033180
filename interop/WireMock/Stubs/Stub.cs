using OpenCode.WireMock.Routing;

namespace OpenCode.WireMock.Stubs;

/// <summary>The responses of an operation to some or all of its requests, one after the other; the last one stays.</summary>
internal sealed class Stub(OperationRoute route, StubConditions conditions, int rank)
{
    /// <summary>The rank of stubs for all requests of an operation. Those for some of them come before, the newest first.</summary>
    public const int RankOfUnconditional = 500_000;

    /// <summary>The rank of what is there without a stub.</summary>
    public const int RankOfDefaults = 900_000;

    private readonly Lock _gate = new();
    private readonly List<PreparedResponse> _responses = [];
    private int _next;

    public OperationRoute Route => route;

    public StubConditions Conditions => conditions;

    /// <summary>The mapping's id in WireMock.</summary>
    public Guid Id { get; } = Guid.NewGuid();

    public int Priority => route.Priority(rank);

    public IReadOnlyList<PreparedResponse> Responses
    {
        get
        {
            lock (_gate) return [.. _responses];
        }
    }

    public void Add(PreparedResponse response)
    {
        lock (_gate) _responses.Add(response);
    }

    public PreparedResponse Next()
    {
        lock (_gate) return _responses[_next < _responses.Count - 1 ? _next++ : ^1];
    }
}
