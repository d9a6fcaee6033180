using System.Net;

namespace OpenCode.Core.Errors;

/// <summary>Everything that an exception tells about an error status.</summary>
internal sealed record ApiFailure
{
    public required string Message { get; init; }

    public required string OperationId { get; init; }

    public required HttpStatusCode Status { get; init; }

    public object? Error { get; init; }

    public string? ErrorName { get; init; }

    public required string RawBody { get; init; }

    public bool IsRawBodyTruncated { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public string? ContentType { get; init; }

    public RetryAfter? RetryAfter { get; init; }
}
