using System.Net.Sockets;

namespace OpenCode.Core;

/// <summary>Turns what the transport throws into the client's own exceptions: the only place that does.</summary>
internal static class TransportFailure
{
    /// <summary>Whether an exception is the transport's own, and not a mistake of the caller.</summary>
    public static bool IsTransports(Exception exception)
        => exception is OperationCanceledException or HttpRequestException or IOException or SocketException or InvalidDataException;

    /// <param name="exception">What was thrown.</param>
    /// <param name="operation">The operation that failed.</param>
    /// <param name="settings">The client's settings.</param>
    /// <param name="deadline">The clock of the request; null when the request is over.</param>
    /// <param name="callerToken">The caller's own token.</param>
    /// <returns>What to throw instead.</returns>
    public static Exception Translate(
        Exception exception, Operation operation, ClientSettings settings, RequestDeadline? deadline, CancellationToken callerToken)
    {
        if (callerToken.IsCancellationRequested)
            return new OperationCanceledException($"{operation.Id} was cancelled by its caller.", exception, callerToken);

        if (deadline is { IsAborted: true })
            return RequestSender.Disposed();

        // Some streams report a cancelled read as a broken one, so the clock is asked before the exception is.
        if (deadline is { IsCancelled: true })
            return new OpenCodeTimeoutException(operation.Id, deadline.Kind, deadline.Limit, exception);
        return exception switch
        {
            OperationCanceledException { InnerException: TimeoutException } => HandlersTimeout(exception, operation, settings),
            OperationCanceledException => new OpenCodeConnectionException(operation.Id, ConnectionFailureKind.Other, settings.Address, exception),
            InvalidDataException => new OpenCodeContractException(
                operation.Id,
                ContractViolation.BadEncoding,
                $"{operation.Id}: the answer cannot be decompressed. Check what stands between the client and {settings.Address}.",
                exception),
            _ => new OpenCodeConnectionException(operation.Id, KindOf(exception), settings.Address, exception),
        };
    }

    private static OpenCodeTimeoutException HandlersTimeout(Exception exception, Operation operation, ClientSettings settings)
    {
        // A pool's own handler has one limit, the one for connecting.
        if (settings.HttpClient is not { } client)
            return new OpenCodeTimeoutException(operation.Id, BudgetKind.Connect, settings.Budgets.Connect ?? Timeout.InfiniteTimeSpan, exception);

        // The client wraps its own timeout once more than a handler's, and then its cancellation is the inner one.
        bool isClients = exception.InnerException is { InnerException: OperationCanceledException };
        return isClients
            ? new OpenCodeTimeoutException(operation.Id, BudgetKind.HttpClientTimeout, client.Timeout, exception)
            : new OpenCodeTimeoutException(operation.Id, BudgetKind.Connect, Timeout.InfiniteTimeSpan, exception);
    }

    private static ConnectionFailureKind KindOf(Exception exception)
    {
        if (exception is HttpRequestException { HttpRequestError: not HttpRequestError.Unknown and not HttpRequestError.ConnectionError } http)
            return KindOf(http.HttpRequestError);
        if (exception is HttpIOException { HttpRequestError: not HttpRequestError.Unknown } io)
            return KindOf(io.HttpRequestError);
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException socket)
                return KindOf(socket.SocketErrorCode);
        }

        return exception is IOException ? ConnectionFailureKind.Reset : ConnectionFailureKind.Other;
    }

    private static ConnectionFailureKind KindOf(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => ConnectionFailureKind.NameResolution,
        HttpRequestError.SecureConnectionError => ConnectionFailureKind.Tls,
        HttpRequestError.ProxyTunnelError => ConnectionFailureKind.Proxy,
        HttpRequestError.ResponseEnded => ConnectionFailureKind.Reset,
        HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError or HttpRequestError.ConfigurationLimitExceeded
            or HttpRequestError.VersionNegotiationError => ConnectionFailureKind.Protocol,
        _ => ConnectionFailureKind.Other,
    };

    private static ConnectionFailureKind KindOf(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => ConnectionFailureKind.Refused,
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => ConnectionFailureKind.NameResolution,
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.HostDown => ConnectionFailureKind.Unreachable,
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown or SocketError.OperationAborted => ConnectionFailureKind.Reset,
        _ => ConnectionFailureKind.Other,
    };
}
