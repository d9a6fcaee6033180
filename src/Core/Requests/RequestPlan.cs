using System.Net;
using OpenCode.Core.Errors;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;
using OpenCode.Core.Responses;

namespace OpenCode.Core.Requests;

/// <summary>What a request is, from its first attempt to its last. Nothing in it changes.</summary>
internal sealed class RequestPlan
{
    /// <param name="settings">The client's settings.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="url">The path and query.</param>
    /// <param name="configuration">What this request does differently; null for nothing.</param>
    /// <param name="content">The body; null for none.</param>
    /// <param name="canAddContent">Whether the transport can add an empty body while it writes a message that has none.</param>
    /// <param name="callerToken">The caller's own token.</param>
    public RequestPlan(
        ClientSettings settings, Operation operation, string url, RequestConfiguration? configuration, HttpContent? content,
        bool canAddContent, CancellationToken callerToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(url);
        Settings = settings;
        Operation = operation;
        Url = url;
        Configuration = configuration;
        CallerToken = callerToken;
        StartedAt = settings.TimeProvider.GetTimestamp();

        // .NET itself sends a request without a body again when its connection ends, whatever the method, although the server may have
        // read it. An empty body counts as a body: once it is under way nothing is sent again. See also ClientMessage.
        Content = content ?? (HasBodyByNature || !canAddContent ? new ByteArrayContent([]) : null);
    }

    /// <summary>The settings of the client.</summary>
    public ClientSettings Settings { get; }

    public Operation Operation { get; }

    /// <summary>The path and query.</summary>
    public string Url { get; }

    /// <summary>What this request does differently; null for nothing.</summary>
    public RequestConfiguration? Configuration { get; }

    /// <summary>The body, for every attempt the same; null for none.</summary>
    public HttpContent? Content { get; }

    /// <summary>The caller's own token.</summary>
    public CancellationToken CallerToken { get; }

    /// <summary>When it all began, as the clock's timestamp.</summary>
    public long StartedAt { get; }

    /// <summary>Tells when the request is sent; null when nobody asks.</summary>
    public SentSignal? Sent { get; init; }

    /// <summary>The limits of an event stream's connection, which count instead of the budgets; null for other requests.</summary>
    public EventStreamLimits? Stream { get; init; }

    /// <summary>Opens a WebSocket; null for other requests.</summary>
    public WebSocketHandshake? Handshake { get; init; }

    /// <summary>How this request is repeated.</summary>
    public RetryOptions Retry => Configuration?.Retry ?? Settings.Retry;

    /// <summary>The limits of this request.</summary>
    public RequestBudgets Budgets => Configuration?.Budgets ?? Settings.Budgets;

    /// <summary>Whether a response that differs from the document is an error.</summary>
    public bool IsStrict => Configuration?.StrictDecoding ?? Settings.StrictDecoding;

    /// <summary>The limit of the whole request. One of the client's does not count for what may run long.</summary>
    public TimeSpan? Total
        => Stream is not null ? Stream.Total : Operation.IsLongRunning || Handshake is not null ? Configuration?.Budgets?.Total : Budgets.Total;

    /// <summary>The limit of waiting for the headers of a response.</summary>
    public TimeSpan? HeadersLimit => Stream is not null ? Stream.ResponseHeaders : Operation.IsLongRunning ? null : Budgets.ResponseHeaders;

    /// <summary>The limit of a pause in the response.</summary>
    public TimeSpan? IdleLimit => Stream is not null ? Stream.Silence : Handshake is not null ? null : Budgets.IdleBetweenBytes;

    /// <summary>Whether a response with this status is what was asked for.</summary>
    public bool IsSuccess(HttpResponseMessage response)
        => response.IsSuccessStatusCode || (Handshake is not null && response.StatusCode == HttpStatusCode.SwitchingProtocols);

    /// <summary>Whether carrying out the request twice is the same as carrying it out once.</summary>
    public bool IsIdempotent
        => Operation.Method == HttpMethod.Get || Operation.Method == HttpMethod.Put || Operation.Method == HttpMethod.Delete
            || Operation.Method == HttpMethod.Head || Operation.Method == HttpMethod.Options;

    /// <summary>Whether the body can be sent a second time. What a stream holds is gone after the first, and other contents do not tell.</summary>
    public bool IsReplayable => Content is null or JsonModelContent or ByteArrayContent or ReadOnlyMemoryContent;

    // Methods for which .NET writes the length of a body even when there is none.
    private bool HasBodyByNature
        => Operation.Method != HttpMethod.Get && Operation.Method != HttpMethod.Delete && Operation.Method != HttpMethod.Head
            && Operation.Method != HttpMethod.Options;

    /// <summary>Whether a limit of this request is one of its event stream's options. The body of an error that ends a stream is under the budgets.</summary>
    public bool IsStreamLimit(BudgetKind kind) => kind switch
    {
        BudgetKind.ResponseHeaders => Stream?.ResponseHeaders is not null,
        BudgetKind.IdleBetweenBytes => Stream?.Silence is not null,
        _ => false,
    };
}
