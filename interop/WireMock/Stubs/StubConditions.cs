using OpenCode.WireMock.Receiving;

namespace OpenCode.WireMock.Stubs;

/// <summary>Which requests of its operation a stub is for.</summary>
internal sealed record StubConditions
{
    public IReadOnlyDictionary<string, string> PathValues { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>What only code can decide.</summary>
    public IReadOnlyList<Func<MockRequest, bool>> Predicates { get; init; } = [];

    public bool IsEmpty => PathValues.Count + Query.Count + Headers.Count + Predicates.Count == 0;
}
