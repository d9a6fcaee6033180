namespace OpenCode.Verification.Traffic;

/// <summary>One request and its answer, as they were seen.</summary>
public sealed record RecordedExchange
{
    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path and the query, percent-encoded as they were sent.</summary>
    public required string Target { get; init; }

    /// <summary>The HTTP status of the answer.</summary>
    public required int Status { get; init; }

    /// <summary>The content type of the answer with its parameters; null when it had none.</summary>
    public string? ContentType { get; init; }

    /// <summary>The body of the answer, decompressed; empty when there was none, null when it was not recorded.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>When the request came; null when that is not known.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>What caused the exchange, for example the description of an interaction.</summary>
    public string? Label { get; init; }

    /// <summary>The path, without the query.</summary>
    public string Path => Target.IndexOf('?', StringComparison.Ordinal) is >= 0 and int end ? Target[..end] : Target;

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Path} {Status}";
}
