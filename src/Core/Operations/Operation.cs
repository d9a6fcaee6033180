using OpenCode.Core.Json;

namespace OpenCode.Core.Operations;

/// <summary>What the success of an operation carries.</summary>
public enum OperationKind
{
    /// <summary>One JSON value.</summary>
    Json,

    /// <summary>Nothing; a body, if there is one, has no meaning.</summary>
    NoContent,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Bytes of any kind.</summary>
    Binary,

    /// <summary>A stream of server-sent events.</summary>
    EventStream,

    /// <summary>A WebSocket; the operation is listed, but not callable as a request.</summary>
    WebSocket,
}

/// <summary>One operation of the API as the spec describes it.</summary>
public abstract class Operation
{
    /// <summary>The operation id of the spec, for example <c>session.prompt</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The HTTP method.</summary>
    public required HttpMethod Method { get; init; }

    /// <summary>The path with its parameters in braces, for example <c>/session/{sessionID}</c>.</summary>
    public required string PathTemplate { get; init; }

    /// <summary>What the spec says in one line; empty when it says nothing.</summary>
    public string Summary { get; init; } = "";

    /// <summary>What a success carries.</summary>
    public required OperationKind Kind { get; init; }

    /// <summary>Whether the spec marks the operation as deprecated.</summary>
    public bool IsDeprecated { get; init; }

    /// <summary>Whether the response may take as long as a person or a model takes, so that no limit applies by default.</summary>
    public bool IsLongRunning { get; init; }

    /// <summary>Whether the path was written by a caller, so that it is no template and may be different every time.</summary>
    internal bool IsRaw { get; init; }

    /// <summary>The type of the request body; null when there is none.</summary>
    public Type? RequestType { get; init; }

    /// <summary>Whether a request without a body is refused.</summary>
    public bool IsRequestRequired { get; init; }

    /// <summary>The names of the query parameters, required ones first.</summary>
    public IReadOnlyList<string> QueryParameters { get; init; } = [];

    /// <summary>The documented responses, by status and content type.</summary>
    public IReadOnlyList<OperationResponse> Responses { get; init; } = [];

    /// <summary>The type of a success; null when a success carries nothing typed.</summary>
    public abstract Type? ResultType { get; }

    /// <summary>Finds the documented response for a status: the exact one, then its class (<c>4XX</c>), then <c>default</c>.</summary>
    /// <param name="status">The HTTP status code.</param>
    /// <returns>The response; null when the spec documents none.</returns>
    public OperationResponse? FindResponse(int status)
    {
        OperationResponse? byClass = null;
        OperationResponse? fallback = null;
        foreach (OperationResponse response in Responses)
        {
            if (response.Status.Length == 3 && response.Status[0] - '0' == status / 100)
            {
                if (int.TryParse(response.Status, out int exact) && exact == status) return response;
                if (response.Status.AsSpan(1).Equals("XX", StringComparison.OrdinalIgnoreCase)) byClass ??= response;
            }
            else if (response.Status == "default")
            {
                fallback ??= response;
            }
        }

        return byClass ?? fallback;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Id} ({Method} {PathTemplate})";
}

/// <summary>An operation with a typed success.</summary>
/// <typeparam name="T">What a success becomes; for an event stream, one event.</typeparam>
public sealed class Operation<T> : Operation
{
    /// <summary>Decodes a success; null when a success is not JSON.</summary>
    public JsonDecoder<T>? ResultDecoder { get; init; }

    /// <exception cref="InvalidOperationException">A success is not JSON.</exception>
    internal JsonDecoder<T> RequiredDecoder
        => ResultDecoder ?? throw new InvalidOperationException($"{Id} has no JSON result. Use the method that fits its kind, {Kind}.");

    /// <inheritdoc/>
    public override Type? ResultType => Kind is OperationKind.NoContent or OperationKind.WebSocket ? null : typeof(T);
}
