using System.Net;
using OpenCode.Core.Errors;
using OpenCode.Core.Requests;

namespace OpenCode.Core.Retrying;

/// <summary>Whether sending a request again after a failure is safe, and whether it may help.</summary>
internal static class RetryRule
{
    /// <summary>Whether there is anything to send again: a request that got as far as the transport, with a body that is still there.</summary>
    public static bool IsPossible(RequestPlan request, RequestProgress progress)
        => progress.IsSent && request.IsReplayable && request.Stream is null; // Event streams heal in a way of their own.

    /// <summary>Whether the client sends a request again by its own rules.</summary>
    public static bool Allows(RequestPlan request, RequestProgress progress, ApiException failure)
    {
        if (!IsPossible(request, progress)) return false;
        return failure switch
        {
            ApiConnectionException connection => MayHeal(connection) && (request.IsIdempotent || connection.IsAttemptUnsent),
            ApiStatusException error => request.IsIdempotent && MayHeal(error.Status),
            _ => false,
        };
    }

    /// <summary>
    /// Whether another credential may help, once it is there. A server that responds with 401 has not carried anything out, so any method will do.
    /// </summary>
    public static bool AllowsWithAnotherCredential(RequestPlan request, RequestProgress progress, ApiException failure)
        => progress.IsSent && request.IsReplayable && progress.IsRefused(failure);

    // 500 is not among them: OpenCode answers bad input with it.
    private static bool MayHeal(HttpStatusCode status) => status
        is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
        or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static bool MayHeal(ApiConnectionException failure) => failure.Kind switch
    {
        // A wrong certificate stays wrong, and what does not speak HTTP will not learn it.
        ConnectionFailureKind.Tls or ConnectionFailureKind.Protocol => false,

        // Somebody below ended the request on purpose, for example a handler of the caller's HttpClient.
        ConnectionFailureKind.Other => failure.InnerException is not OperationCanceledException,
        _ => true,
    };
}
