using System.Net;
using OpenCode.Core;

namespace OpenCode.Retrying;

/// <summary>Whether sending a request again after a failure is safe, and whether it may help.</summary>
internal static class RepeatRule
{
    public static bool Allows(RequestRun request, OpenCodeException failure)
    {
        // Event streams heal in a way of their own.
        if (!request.IsSent || !request.IsReplayable || request.Stream is not null)
            return false;
        return failure switch
        {
            OpenCodeConnectionException connection => MayHeal(connection) && (request.IsIdempotent || connection.IsAttemptUnsent),
            OpenCodeApiException error => request.IsIdempotent && MayHeal(error.Status),
            _ => false,
        };
    }

    /// <summary>Whether another credential may help, once it is there. A server that answers 401 has not carried anything out, so any method will do.</summary>
    public static bool AllowsWithAnotherCredential(RequestRun request, OpenCodeException failure)
        => request is { IsSent: true, IsReplayable: true } && request.IsRefused(failure);

    // 500 is not among them: OpenCode answers bad input with it.
    private static bool MayHeal(HttpStatusCode status) => status
        is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
        or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static bool MayHeal(OpenCodeConnectionException failure) => failure.Kind switch
    {
        // A wrong certificate stays wrong, and what does not speak HTTP will not learn it.
        ConnectionFailureKind.Tls or ConnectionFailureKind.Protocol => false,

        // Somebody below ended the request on purpose, for example a handler of the caller's HttpClient.
        ConnectionFailureKind.Other => failure.InnerException is not OperationCanceledException,
        _ => true,
    };
}
