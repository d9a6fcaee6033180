using System.Net.Http.Headers;
using System.Text;
using OpenCode.Core.Errors;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;

namespace OpenCode.Core.Responses;

/// <summary>Whether a success is what its operation documents, judged before its body is decoded.</summary>
internal static class ResponseContract
{
    private const int SnippetLength = 200;

    /// <summary>Refuses the web page that many a server sends, with status 200, for every route it does not know.</summary>
    /// <exception cref="ApiContractException">The response is that page.</exception>
    public static void RefuseWebPage(Operation operation, HttpResponseMessage response, ReadOnlySpan<byte> body)
    {
        string? contentType = ContentTypes.Of(response);
        if (!ContentTypes.IsHtml(contentType) || DocumentsHtml(operation)) return;
        string route = $"{operation.Method} {response.RequestMessage?.RequestUri?.AbsolutePath ?? operation.PathTemplate}";
        throw Violation(
            operation,
            response,
            ContractViolation.NoSuchRoute,
            $"{operation.Id}: the server has no route {route}: it responded {(int)response.StatusCode} with its web page ({contentType}). "
                + "Check that BaseUri is the server itself, and that the server's version knows the operation.",
            body);
    }

    /// <summary>Refuses a body that is still compressed, which nobody asked for or nobody undid.</summary>
    /// <exception cref="ApiContractException">The body is compressed.</exception>
    public static void RefuseCompressed(Operation operation, HttpResponseMessage response)
    {
        if (!response.Content.Headers.NonValidated.TryGetValues("Content-Encoding", out HeaderStringValues values)) return;
        string encoding = values.ToString();
        if (!encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            throw Violation(
                operation,
                response,
                ContractViolation.BadEncoding,
                $"{operation.Id}: the response is compressed ({encoding}). Set {nameof(ApiClientOptions.AllowCompression)}, "
                    + "or AutomaticDecompression on the handler of your own HttpClient.",
                []);
        }
    }

    /// <summary>Refuses everything that does not call itself JSON.</summary>
    /// <exception cref="ApiContractException">The response has another content type.</exception>
    public static void RequireJson(Operation operation, HttpResponseMessage response, ReadOnlySpan<byte> body)
    {
        if (!ContentTypes.MayBeJson(ContentTypes.Of(response))) Refuse(operation, response, "JSON", body);
    }

    /// <summary>Refuses everything that is not a stream of events.</summary>
    /// <exception cref="ApiContractException">The response has another content type.</exception>
    public static void RequireEventStream(Operation operation, HttpResponseMessage response)
    {
        if (!ContentTypes.IsEventStream(ContentTypes.Of(response))) Refuse(operation, response, "text/event-stream", []);
    }

    /// <summary>The exception for a response that does not open the WebSocket which was asked for.</summary>
    public static ApiContractException NotAWebSocket(Operation operation, HttpResponseMessage response)
        => Violation(
            operation,
            response,
            ContractViolation.NotAWebSocket,
            $"{operation.Id}: the server responded {(int)response.StatusCode} and did not open a WebSocket. "
                + "Check that what stands between the client and the server lets WebSockets through, and that the server's version knows the operation.",
            []);

    /// <summary>Whether the spec documents a response of this status without a body.</summary>
    public static bool AllowsEmptyBody(Operation operation, HttpResponseMessage response, string? hint)
        => operation.FindResponse((int)response.StatusCode) is { IsSuccess: true, ContentType: null };

    /// <summary>The exception for an empty body where the operation documents one.</summary>
    public static ApiContractException EmptyBody(Operation operation, HttpResponseMessage response, string? hint)
        => Violation(
            operation,
            response,
            ContractViolation.EmptyBody,
            $"{operation.Id}: the server responded {(int)response.StatusCode} with an empty body where JSON is documented."
                + (hint is null ? "" : $" {hint}"),
            []);

    /// <summary>The exception for a body that is too long to be read into memory.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="response">The response.</param>
    /// <param name="limit">The limit of the options; beyond what an array can hold, that is the limit.</param>
    public static ApiContractException TooLarge(Operation operation, HttpResponseMessage response, long limit)
        => Violation(
            operation,
            response,
            ContractViolation.TooLarge,
            limit < Array.MaxLength
                ? $"{operation.Id}: the response is longer than {ByteSize.Describe(limit)}. Raise {nameof(ApiClientOptions.MaxResponseBytes)} "
                    + $"({limit} bytes; null for no limit), or ask for less."
                : $"{operation.Id}: the response is longer than {ByteSize.Describe(Array.MaxLength)}, the most that memory holds in one piece. Ask for less.",
            []);

    private static void Refuse(Operation operation, HttpResponseMessage response, string expected, ReadOnlySpan<byte> body)
        => throw Violation(
            operation,
            response,
            ContractViolation.UnexpectedContentType,
            $"{operation.Id}: the server responded {(int)response.StatusCode} with {ContentTypes.Of(response) ?? "no content type"} "
                + $"where {expected} is documented.",
            body);

    private static bool DocumentsHtml(Operation operation)
    {
        foreach (OperationResponse response in operation.Responses)
        {
            if (response.IsSuccess && ContentTypes.IsHtml(response.ContentType)) return true;
        }

        return false;
    }

    private static ApiContractException Violation(
        Operation operation, HttpResponseMessage response, ContractViolation violation, string message, ReadOnlySpan<byte> body)
    {
        string? snippet = body.IsEmpty ? null : Encoding.UTF8.GetString(body[..Math.Min(body.Length, SnippetLength)]).ReplaceLineEndings(" ");
        return new ApiContractException(operation.Id, violation, snippet is null ? message : $"{message} It begins: {snippet}")
        {
            Status = response.StatusCode,
            ContentType = ContentTypes.Of(response),
            Snippet = snippet,
        };
    }
}
