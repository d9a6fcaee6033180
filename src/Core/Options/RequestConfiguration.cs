namespace OpenCode.Core.Options;

/// <summary>What one request does differently from the client's options.</summary>
public class RequestConfiguration
{
    /// <summary>Headers to add or to replace.</summary>
    public RequestHeaderCollection Headers => SetHeaders ??= [];

    /// <summary>Query parameters to append, for what this client's spec does not know.</summary>
    public QueryParameterCollection ExtraQuery => SetExtraQuery ??= [];

    /// <summary>
    /// The limits of this request; null for the client's. All of them are replaced, except for <see cref="RequestBudgets.Connect"/>,
    /// which is always the client's.
    /// </summary>
    public RequestBudgets? Budgets { get; set; }

    /// <summary>Whether and when this request is sent again after a failure; null for the client's. Without effect on event streams.</summary>
    public RetryOptions? Retry { get; set; }

    /// <summary>How an event stream survives interruptions and slow readers; null for the client's. Without effect on other requests.</summary>
    public EventStreamOptions? Stream { get; set; }

    /// <summary>Whether a response that differs from the spec is an error; null for the client's setting.</summary>
    public bool? StrictDecoding { get; set; }

    /// <summary>
    /// Receives the status, headers and body of the response before it is decoded, or before an error status is thrown. Called
    /// once for every response, so several times when a request is repeated; streams are reported without their body. What it
    /// throws fails the request.
    /// </summary>
    public Action<ResponseInfo>? OnResponse { get; set; }

    internal RequestHeaderCollection? SetHeaders { get; private set; }

    internal QueryParameterCollection? SetExtraQuery { get; private set; }
}
