using OpenCode.Core.Tls;

namespace OpenCode.Core.Errors;

/// <summary>The server could not be reached, or the connection broke.</summary>
public sealed class ApiConnectionException : ApiException
{
    /// <summary>Creates an exception.</summary>
    /// <param name="operationId">The operation.</param>
    /// <param name="kind">Why the connection failed.</param>
    /// <param name="address">Scheme, host and port of the server.</param>
    /// <param name="innerException">The failure as the transport reports it.</param>
    /// <param name="hint">A sentence for the message on where the address is from; null for none.</param>
    public ApiConnectionException(string operationId, ConnectionFailureKind kind, string address, Exception? innerException = null, string? hint = null)
        : base(Describe(operationId, kind, address, innerException, hint is null ? "" : " " + hint), innerException)
    {
        OperationId = operationId;
        Kind = kind;
        Address = address;
        IsAttemptUnsent = kind is ConnectionFailureKind.Refused or ConnectionFailureKind.NameResolution or ConnectionFailureKind.Unreachable
            or ConnectionFailureKind.Tls or ConnectionFailureKind.Proxy;
    }

    /// <summary>Why the connection failed.</summary>
    public ConnectionFailureKind Kind { get; }

    /// <summary>Scheme, host and port of the server, or of the one that a redirect led to.</summary>
    public string Address { get; }

    /// <summary>
    /// Whether the request certainly never reached the server, in none of its attempts, so that sending it again is safe. True only when
    /// connecting failed: a request that was written, or whose redirect was followed, may have been carried out.
    /// </summary>
    public bool IsRequestUnsent => !WasSentBefore && IsAttemptUnsent;

    /// <summary>Whether this attempt certainly never reached the server.</summary>
    internal bool IsAttemptUnsent { get; init; }

    /// <summary>Whether the connection ended in an orderly way before the response came, as a kept one does that the server has closed meanwhile.</summary>
    internal bool EndedBeforeResponse { get; init; }

    /// <summary>Whether an earlier attempt of the same request may have reached the server.</summary>
    internal bool WasSentBefore { get; set; }

    private static string Describe(string operationId, ConnectionFailureKind kind, string address, Exception? cause, string hint) => kind switch
    {
        ConnectionFailureKind.Refused
            => $"{operationId}: nothing listens at {address}. Check that the server runs there, and BaseUri.{hint}",
        ConnectionFailureKind.NameResolution
            => $"{operationId}: the host of {address} is not known. Check BaseUri, and name resolution.{hint}",
        ConnectionFailureKind.Unreachable
            => $"{operationId}: no network path leads to {address}. Check the network, and BaseUri.{hint}",
        ConnectionFailureKind.Tls
            => $"{operationId}: no secure connection to {address}: {TlsFailure.Describe(cause)}",
        ConnectionFailureKind.Proxy
            => $"{operationId}: the proxy does not let the connection to {address} through. Check HTTP_PROXY, HTTPS_PROXY and NO_PROXY.",
        ConnectionFailureKind.Reset
            => $"{operationId}: {address} closed the connection before its response was complete. Check whether the server stopped or restarted.",
        ConnectionFailureKind.Protocol
            => $"{operationId}: {address} does not respond in HTTP. Check that the server listens there, and BaseUri.{hint}",
        _ => $"{operationId}: the connection to {address} failed{(cause is null ? "" : $" ({cause.GetType().Name})")}. See the inner exception.",
    };
}
