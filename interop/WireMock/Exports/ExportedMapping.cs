using OpenCode.WireMock.Routing;
using OpenCode.WireMock.Stubs;

namespace OpenCode.WireMock.Exports;

/// <summary>One mapping for a file: a response, and which requests it is for.</summary>
/// <param name="Route">The operation.</param>
/// <param name="Conditions">Which of its requests.</param>
/// <param name="Priority">What comes first: the lowest.</param>
/// <param name="Response">The response.</param>
internal sealed record ExportedMapping(OperationRoute Route, StubConditions Conditions, int Priority, PreparedResponse Response)
{
    /// <summary>The sequence that it belongs to; null for none.</summary>
    public string? Scenario { get; init; }

    /// <summary>Its place in the sequence, from 0.</summary>
    public int Place { get; init; }

    /// <summary>Whether it stays for all later requests.</summary>
    public bool IsLast { get; init; }

    /// <summary>The state of the sequence in which it is asked; null for the first.</summary>
    public string? State => Place == 0 ? null : StateAt(Place);

    /// <summary>The state that it leads to; null when it stays.</summary>
    public string? NextState => IsLast ? null : StateAt(Place + 1);

    private static string StateAt(int place) => $"response {place + 1}";
}
