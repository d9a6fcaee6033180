using System.Net;

namespace OpenCode.Core.Errors;

/// <summary>The server responded with a status that is not a success.</summary>
public class ApiStatusException : ApiException
{
    internal ApiStatusException(ApiFailure failure)
        : base(failure.Message)
    {
        OperationId = failure.OperationId;
        Status = failure.Status;
        Error = failure.Error;
        ErrorName = failure.ErrorName;
        RawBody = failure.RawBody;
        IsRawBodyTruncated = failure.IsRawBodyTruncated;
        Headers = failure.Headers;
        ContentType = failure.ContentType;
        RetryAfter = failure.RetryAfter?.Pause;
        IsRetryAfterDate = failure.RetryAfter is { IsDate: true };
    }

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>
    /// The typed error that the spec documents for this status; null when it documents none, or when the body has another
    /// shape, which servers do send (see <see cref="RawBody"/>).
    /// </summary>
    public object? Error { get; }

    /// <summary>The error's own name (<c>name</c> or <c>_tag</c> in its JSON), for example <c>NotFoundError</c>; null when it has none.</summary>
    public string? ErrorName { get; }

    /// <summary>
    /// The body as text, as it came, up to its first megabyte; empty when there was none. A server may have put anything into it, the
    /// credential of the request included: <see cref="Exception.Message"/> has <c>***</c> there, this has not.
    /// </summary>
    public string RawBody { get; }

    /// <summary>Whether the body was longer than what <see cref="RawBody"/> holds.</summary>
    public bool IsRawBodyTruncated { get; }

    /// <summary>The headers of the response by case-insensitive name; several values are joined by <c>", "</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The content type with its parameters; null when there is none.</summary>
    public string? ContentType { get; }

    /// <summary>
    /// How long the server asks to wait before another try; null when it does not say, or says nothing that makes sense. Zero for a date that
    /// has passed. More than a hundred years are a hundred years.
    /// </summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>Whether <see cref="RetryAfter"/> was a date, which two clocks may disagree about.</summary>
    internal bool IsRetryAfterDate { get; }

    private protected override bool QuotesServer => true;
}
