using System.Net.Sockets;
using OpenCode.Core.Errors;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;
using OpenCode.Core.Requests;

namespace OpenCode.Core.Transport;

/// <summary>Turns what the transport throws into the client's own exceptions: the only place that does.</summary>
/// <remarks>
/// That a request never left is a promise on which prompts are sent again, so it needs proof: the handler says itself that it failed in
/// connecting, for the address that the message was made for, and no connection has begun to write the message. Whatever else is
/// found in an exception, such as the code of a socket, may come from a later moment.
/// </remarks>
internal static class TransportFailure
{
    /// <summary>Whether an exception of sending is the transport's own, and not a mistake of the caller or of a handler of his.</summary>
    public static bool IsTransports(Exception exception)
        => exception is OperationCanceledException or HttpRequestException or IOException or SocketException or InvalidDataException;

    /// <summary>
    /// Whether an exception of reading a body means that the body cannot be read. Decompression and framing throw whatever they like; a
    /// stream that was disposed, and a lack of memory, are not the server's.
    /// </summary>
    public static bool IsBodys(Exception exception) => exception is not (ObjectDisposedException or ApiException or OutOfMemoryException);

    /// <summary>What to throw for an exception of sending a message and waiting for the headers of its response.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="request">The request that failed.</param>
    /// <param name="message">The message that was sent.</param>
    /// <param name="deadline">The clock of the request; null when the request is over.</param>
    public static Exception TranslateSending(Exception exception, RequestPlan request, ClientMessage message, RequestDeadline? deadline)
    {
        bool isConnecting = exception is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.ProxyTunnelError or HttpRequestError.SecureConnectionError,
        };
        bool isUnsent = isConnecting && !message.IsWritten && !message.IsRedirected;
        return Translate(exception, request, deadline, new Phase(true, isUnsent, message.IsRedirected ? AddressOf(message.RequestUri) : null));
    }

    /// <summary>What to throw for an exception that came once the request may have been sent.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="request">The request that failed.</param>
    /// <param name="deadline">The clock of the request; null when the request is over.</param>
    public static Exception Translate(Exception exception, RequestPlan request, RequestDeadline? deadline)
        => Translate(exception, request, deadline, default);

    private static Exception Translate(Exception exception, RequestPlan request, RequestDeadline? deadline, Phase phase)
    {
        string operation = request.Operation.Id;
        if (request.CallerToken.IsCancellationRequested)
            return new OperationCanceledException($"{operation} was cancelled by its caller.", exception, request.CallerToken);

        if (deadline is { IsAborted: true }) return request.Settings.CreateDisposedException();

        // Some streams report a cancelled read as a broken one, so the clock is asked before the exception is.
        if (deadline is { IsCancelled: true })
            return new ApiTimeoutException(operation, deadline.Kind, deadline.Limit, request.IsStreamLimit(deadline.Kind), exception);
        ClientSettings settings = request.Settings;
        string address = phase.RedirectedTo ?? settings.Address;
        return exception switch
        {
            OperationCanceledException { InnerException: TimeoutException } => HandlersTimeout(exception, operation, settings),
            OperationCanceledException => new ApiConnectionException(operation, ConnectionFailureKind.Other, address, exception, settings.Profile.AddressHint),

            // Brotli has an exception of its own for it.
            InvalidDataException or InvalidOperationException => new ApiContractException(
                operation,
                ContractViolation.BadEncoding,
                $"{operation}: the response cannot be decompressed. Check what stands between the client and {address}.",
                exception),
            _ when IsTransports(exception) => new ApiConnectionException(
                operation, KindOf(exception, phase), address, exception, settings.Profile.AddressHint)
            {
                IsAttemptUnsent = phase.IsUnsent,
                EndedBeforeResponse = phase.IsSending && exception is HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded },
            },
            _ => new ApiContractException(
                operation,
                ContractViolation.BadEncoding,
                $"{operation}: the response cannot be read ({exception.GetType().Name}). See the inner exception.",
                exception),
        };
    }

    // Neither the user info nor the query, either of which may hold what another server wants to keep.
    private static string? AddressOf(Uri? uri)
        => uri is { IsAbsoluteUri: true } ? uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) : null;

    private static ApiTimeoutException HandlersTimeout(Exception exception, string operation, ClientSettings settings)
    {
        // A pool's own handler has one limit, the one for connecting.
        if (settings.HttpClient is not { } client)
            return new ApiTimeoutException(operation, BudgetKind.Connect, settings.Budgets.Connect ?? Timeout.InfiniteTimeSpan, exception);

        // The client wraps its own timeout once more than a handler's, and then its cancellation is the inner one.
        bool isClients = exception.InnerException is { InnerException: OperationCanceledException };
        return isClients
            ? new ApiTimeoutException(operation, BudgetKind.HttpClientTimeout, client.Timeout, exception)
            : new ApiTimeoutException(operation, BudgetKind.Connect, Timeout.InfiniteTimeSpan, exception);
    }

    private static ConnectionFailureKind KindOfConnecting(HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => ConnectionFailureKind.NameResolution,
        HttpRequestError.SecureConnectionError => ConnectionFailureKind.Tls,
        HttpRequestError.ProxyTunnelError => ConnectionFailureKind.Proxy,
        _ => KindOfConnecting(FindSocket(exception)?.SocketErrorCode),
    };

    private static ConnectionFailureKind KindOfConnecting(SocketError? error) => error switch
    {
        SocketError.ConnectionRefused => ConnectionFailureKind.Refused,
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => ConnectionFailureKind.NameResolution,
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.HostDown
            => ConnectionFailureKind.Unreachable,
        _ => ConnectionFailureKind.Other,
    };

    private static ConnectionFailureKind KindOf(Exception exception, Phase phase)
    {
        if (phase.IsUnsent) return KindOfConnecting((HttpRequestException)exception);
        HttpRequestError error = exception switch
        {
            HttpRequestException http => http.HttpRequestError,
            HttpIOException io => io.HttpRequestError,
            _ => HttpRequestError.Unknown,
        };
        return error switch
        {
            HttpRequestError.ResponseEnded => ConnectionFailureKind.Reset,
            HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError or HttpRequestError.ConfigurationLimitExceeded
                or HttpRequestError.VersionNegotiationError => ConnectionFailureKind.Protocol,
            HttpRequestError.Unknown when IsBroken(exception) => ConnectionFailureKind.Reset,

            // A handler of the caller's, which knows what it connects with, and of which nobody knows what it did before: a name, and no proof.
            HttpRequestError.Unknown when phase is { IsSending: true, RedirectedTo: null } => KindOfConnecting(FindSocket(exception)?.SocketErrorCode),
            _ => ConnectionFailureKind.Other,
        };
    }

    // A connection that was there reports its end as a failed read or write; a bare socket's end has few names.
    private static bool IsBroken(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is IOException) return true;
        }

        return FindSocket(exception)?.SocketErrorCode
            is SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown or SocketError.OperationAborted;
    }

    private static SocketException? FindSocket(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException socket) return socket;
        }

        return null;
    }

    /// <summary>When an exception was thrown.</summary>
    /// <param name="IsSending">Before there was a response.</param>
    /// <param name="IsUnsent">Certainly before anything was sent.</param>
    /// <param name="RedirectedTo">Scheme, host and port that a redirect led to; null when none was followed.</param>
    private readonly record struct Phase(bool IsSending, bool IsUnsent, string? RedirectedTo);
}
