using System.Net.WebSockets;
using OpenCode.Core.Errors;
using OpenCode.Core.Events;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;
using OpenCode.Core.Responses;

namespace OpenCode.Core.Builders;

/// <summary>
/// The seam between a client's request builders and whatever sends their requests. A client can be made over any implementation, so this
/// is what to mock in a test, to record with, or to wrap.
/// </summary>
/// <remarks>
/// <para>Every method takes a path and query that begin with a slash, already escaped, and disposes the content it is given.</para>
/// <para>The implementation that talks HTTP throws <see cref="ApiStatusException"/> for an error status, <see cref="ApiConnectionException"/>,
/// <see cref="ApiTimeoutException"/>, <see cref="ApiContractException"/>, <see cref="OperationCanceledException"/> with the caller's token,
/// and <see cref="ObjectDisposedException"/>.</para>
/// </remarks>
public interface IRequestSender
{
    /// <summary>The value that requests send for a parameter which the caller leaves out, such as the project directory.</summary>
    /// <param name="parameterName">The name of the parameter in the API's document.</param>
    /// <returns>The value; null to leave the parameter out.</returns>
    string? GetDefault(string parameterName);

    /// <summary>Sends a request whose success is one JSON value.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="operation">The operation.</param>
    /// <param name="url">The path and query.</param>
    /// <param name="configuration">What this request does differently; null for nothing.</param>
    /// <param name="content">The body; null for none.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The result; the default value when the document has this status without a body.</returns>
    Task<T> SendAsync<T>(Operation<T> operation, string url, RequestConfiguration? configuration, HttpContent? content, CancellationToken cancellationToken);

    /// <summary>Sends a request whose success carries nothing; a body that comes nevertheless is read and ignored.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="url">The path and query.</param>
    /// <param name="configuration">What this request does differently; null for nothing.</param>
    /// <param name="content">The body; null for none.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>A task that ends with the response.</returns>
    Task SendNoContentAsync(Operation operation, string url, RequestConfiguration? configuration, HttpContent? content, CancellationToken cancellationToken);

    /// <summary>Sends a request whose success is text.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="url">The path and query.</param>
    /// <param name="configuration">What this request does differently; null for nothing.</param>
    /// <param name="content">The body; null for none.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The text, decoded with the character set that the response names, by default UTF-8; empty for an empty body.</returns>
    Task<string> SendTextAsync(Operation operation, string url, RequestConfiguration? configuration, HttpContent? content, CancellationToken cancellationToken);

    /// <summary>Sends a request whose success is bytes of any kind, and returns before they are all there.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="url">The path and query.</param>
    /// <param name="configuration">What this request does differently; null for nothing.</param>
    /// <param name="content">The body; null for none.</param>
    /// <param name="cancellationToken">Ends the request, and reading the stream.</param>
    /// <returns>
    /// The body as it arrives; the caller disposes it, which closes the response. The idle and total limits count while it is
    /// read, and reads throw the client's own exceptions. Any content type is accepted, because files have their own.
    /// </returns>
    Task<Stream> SendBinaryAsync(
        Operation operation, string url, RequestConfiguration? configuration, HttpContent? content, CancellationToken cancellationToken);

    /// <summary>Subscribes to an event stream. The request is sent when the enumeration begins.</summary>
    /// <typeparam name="T">One event.</typeparam>
    /// <param name="operation">The operation.</param>
    /// <param name="url">The path and query.</param>
    /// <param name="configuration">What this request does differently; null for nothing.</param>
    /// <param name="content">The body; null for none.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>The events, for tests <see cref="EventSubscription.From{T}"/>. Leaving the enumeration closes the stream.</returns>
    EventSubscription<T> Subscribe<T>(
        Operation<T> operation, string url, RequestConfiguration? configuration, HttpContent? content, CancellationToken cancellationToken);

    /// <summary>Sends a request past the typed client, with its credentials and limits. Any status is a result.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="pathAndQuery">The escaped path and query, beginning with a slash. No default parameter is added.</param>
    /// <param name="content">The body; null for none. It is disposed.</param>
    /// <param name="configuration">What this request does differently; null for nothing.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The response, read to its end (that of an error status to its first megabyte).</returns>
    Task<RawResponse> SendRawAsync(
        HttpMethod method, string pathAndQuery, HttpContent? content, RequestConfiguration? configuration, CancellationToken cancellationToken);

    /// <summary>Opens a WebSocket. Senders that know of none leave this as it is.</summary>
    /// <param name="operation">The operation, one of kind <see cref="OperationKind.WebSocket"/>.</param>
    /// <param name="url">The path and query.</param>
    /// <param name="configuration">
    /// What this request does differently; null for nothing. <see cref="RequestBudgets.ResponseHeaders"/> limits the handshake; once the socket is
    /// open, only a <see cref="RequestBudgets.Total"/> that is set here counts.
    /// </param>
    /// <param name="cancellationToken">Ends the handshake, and later the socket.</param>
    /// <returns>The open socket; the caller disposes it. What breaks it later is a <see cref="WebSocketException"/>.</returns>
    /// <exception cref="NotSupportedException">This sender opens no WebSockets.</exception>
    Task<WebSocket> ConnectWebSocketAsync(Operation operation, string url, RequestConfiguration? configuration, CancellationToken cancellationToken)
        => throw new NotSupportedException($"{GetType()} opens no WebSockets: it has no {nameof(ConnectWebSocketAsync)} of its own.");
}
