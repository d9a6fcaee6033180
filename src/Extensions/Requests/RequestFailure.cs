using System.Net;
using OpenCode.Core.Errors;

namespace OpenCode.Requests;

/// <summary>What the failure of a request says about the server.</summary>
internal static class RequestFailure
{
    /// <summary>Whether it says nothing but that the server is away or busy, so that another try may succeed.</summary>
    public static bool MayHeal(ApiException failure)
        => failure is ApiConnectionException or ApiTimeoutException
            || failure is ApiStatusException { Status: >= HttpStatusCode.BadGateway and <= HttpStatusCode.GatewayTimeout };
}
