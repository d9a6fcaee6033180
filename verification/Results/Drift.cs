using System.Text.Json.Serialization;
using OpenCode.Core.Json;
using OpenCode.Core.Operations;

namespace OpenCode.Verification.Results;

/// <summary>What showed a difference.</summary>
public enum DriftSource
{
    /// <summary>An answer or event, decoded strictly.</summary>
    Traffic,

    /// <summary>An interaction of a pact.</summary>
    Pact,

    /// <summary>An answer or event, validated by the schemas of the document.</summary>
    Schema,
}

/// <summary>One difference between what a server sent and what the client's spec promises, however often it was seen.</summary>
public sealed record Drift
{
    /// <summary>The operation id, for example <c>session.list</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>The HTTP status of the answer; for an event that of its stream, 200.</summary>
    public required int Status { get; init; }

    /// <summary>The type of the event, for example <c>session.idle</c>; null for an answer.</summary>
    public string? EventType { get; init; }

    /// <summary>The place in the body: a JSON pointer with <c>*</c> for the index of a list; empty for the whole answer.</summary>
    public required string Pointer { get; init; }

    /// <summary>What kind of difference: a name of <see cref="JsonDriftKind"/> or of <c>DriftKinds</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The place in the very body that showed it, with its indexes and ids; null where that is not kept.</summary>
    internal string? ExactPointer { get; init; }

    /// <summary>What the spec promises there.</summary>
    public required string Expected { get; init; }

    /// <summary>What the server sent there.</summary>
    public required string Found { get; init; }

    /// <summary>How often it was seen.</summary>
    [JsonRequired]
    public int Count { get; init; } = 1;

    /// <summary>What showed it.</summary>
    public DriftSource Source { get; init; }

    /// <summary>Why this difference is expected; null when it is not.</summary>
    public string? KnownReason { get; init; }

    /// <inheritdoc/>
    public override string ToString()
        => $"{Operation}{(EventType is null ? "" : $" ({EventType})")} {Status} {(Pointer.Length == 0 ? "(answer)" : Pointer)}: {Kind}, expected {Expected}, found {Found}, {Count}×";
}
