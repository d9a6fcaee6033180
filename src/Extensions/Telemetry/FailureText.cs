using System.Globalization;

namespace OpenCode.Telemetry;

/// <summary>Describes failures for logs and attributes.</summary>
/// <remarks>
/// Never by the exception's own message: that of an error status or a broken contract quotes the answer's body, and what a
/// caller's handler throws can quote anything. The caller gets the exception itself anyway.
/// </remarks>
internal static class FailureText
{
    /// <summary>The value of <c>error.type</c>: few and predictable, named as System.Net.Http names its own.</summary>
    public static string TypeOf(Exception exception) => exception switch
    {
        OpenCodeApiException api => ((int)api.Status).ToString(CultureInfo.InvariantCulture),
        OpenCodeTimeoutException => "timeout",
        OpenCodeConnectionException connection => connection.Kind switch
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
    public static string Describe(Exception exception) => exception switch
    {
        OpenCodeApiException api => $"status {(int)api.Status}",
        OpenCodeTimeoutException timeout => $"the limit {timeout.Budget} ran out",
        OpenCodeConnectionException connection => $"no connection, or a broken one ({connection.Kind})",
        OpenCodeContractException contract => $"the answer breaks the contract ({contract.Violation})",
        OperationCanceledException => "cancelled by the caller",
        ObjectDisposedException => "the client was disposed",
        _ => exception.GetType().Name,
    };
}
