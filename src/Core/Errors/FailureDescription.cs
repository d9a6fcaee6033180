using System.Globalization;

namespace OpenCode.Core.Errors;

/// <summary>Describes failures for logs and attributes.</summary>
/// <remarks>
/// Never by the exception's own message: that of an error status or a broken contract quotes the response's body, and what a
/// caller's handler throws can quote anything. The caller gets the exception itself anyway.
/// </remarks>
public static class FailureDescription
{
    /// <summary>The value of the attribute <c>error.type</c>: few and predictable, named as System.Net.Http names its own.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <returns>A name, or the number of a status.</returns>
    public static string TypeOf(Exception exception) => exception switch
    {
        ApiStatusException api => ((int)api.Status).ToString(CultureInfo.InvariantCulture),
        ApiTimeoutException => "timeout",
        ApiConnectionException connection => connection.Kind switch
        {
            ConnectionFailureKind.Refused or ConnectionFailureKind.Unreachable => "connection_error",
            ConnectionFailureKind.NameResolution => "name_resolution_error",
            ConnectionFailureKind.Tls => "secure_connection_error",
            ConnectionFailureKind.Proxy => "proxy_tunnel_error",
            ConnectionFailureKind.Reset => "response_ended",
            ConnectionFailureKind.Protocol => "http_protocol_error",
            _ => "_OTHER",
        },

        // One name, whichever class of cancellation the transport used.
        OperationCanceledException => typeof(OperationCanceledException).FullName!,
        _ => exception.GetType().FullName!,
    };

    /// <summary>What went wrong, in words for a log.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <returns>A phrase without anything that a server or a caller wrote.</returns>
    public static string Describe(Exception exception) => exception switch
    {
        ApiStatusException api => $"status {(int)api.Status}",
        ApiTimeoutException timeout => $"the limit {timeout.Budget} ran out",
        ApiConnectionException connection => $"no connection, or a broken one ({connection.Kind})",
        ApiContractException contract => $"the response breaks the contract ({contract.Violation})",
        OperationCanceledException => "cancelled by the caller",
        ObjectDisposedException => "the client was disposed",
        _ => exception.GetType().Name,
    };
}
