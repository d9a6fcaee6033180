namespace OpenCode.Core.Errors;

/// <summary>Why the connection to a server failed.</summary>
/// <remarks>
/// Whether a request can have been carried out, <see cref="ApiConnectionException.IsRequestUnsent"/> tells: a handler of a caller's own
/// <see cref="HttpClient"/> may report one of the first five for what it has done more than once.
/// </remarks>
public enum ConnectionFailureKind
{
    /// <summary>None of the other reasons.</summary>
    Other,

    /// <summary>Nothing listens at that address. The request was not sent.</summary>
    Refused,

    /// <summary>The host name is not known. The request was not sent.</summary>
    NameResolution,

    /// <summary>No network path leads to the host. The request was not sent.</summary>
    Unreachable,

    /// <summary>TLS could not be agreed on, for example because of the certificate. The request was not sent.</summary>
    Tls,

    /// <summary>A proxy did not let the connection through. The request was not sent.</summary>
    Proxy,

    /// <summary>The server closed the connection before its response was complete. It may have carried out the request.</summary>
    Reset,

    /// <summary>The response is not valid HTTP. The server may have carried out the request.</summary>
    Protocol,
}
