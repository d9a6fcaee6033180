using System.Text.Json.Serialization;
using OpenCode.Core.Operations;

namespace OpenCode.Verification.Results;

/// <summary>What was found out about one subject: an operation, or a type of event.</summary>
public sealed record SubjectResult
{
    /// <summary>The operation id; for an event the id of the stream's operation.</summary>
    public required string Operation { get; init; }

    /// <summary>The type of the event; null when the subject is an operation.</summary>
    public string? EventType { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path with its parameters in braces.</summary>
    public required string Path { get; init; }

    /// <summary>What was found.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>Why, in one sentence; null when the outcome says it all.</summary>
    public string? Reason { get; init; }

    /// <summary>How many interactions of the pacts held.</summary>
    public int InteractionsHeld { get; init; }

    /// <summary>How many interactions of the pacts did not hold.</summary>
    public int InteractionsFailed { get; init; }

    /// <summary>How many answers or events were decoded strictly.</summary>
    public int Decoded { get; init; }

    /// <summary>The differences, known ones included.</summary>
    [JsonRequired]
    public IReadOnlyList<Drift> Drifts { get; init; } = [];
}
