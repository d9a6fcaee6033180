using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace OpenCode.Verification.Recording;

/// <summary>Copies headers from one side of the proxy to the other, but for those that concern one connection only.</summary>
internal static class ForwardedHeaders
{
    private static readonly HashSet<string> _ofConnection = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    };

    private static readonly HashSet<string> _ofBody = new(StringComparer.OrdinalIgnoreCase) { "Content-Encoding", "Content-Length", "Content-Type" };

    /// <param name="from">The request that came.</param>
    /// <param name="to">The request that is sent on.</param>
    /// <param name="isUpgrade">Whether it asks to change the protocol; those headers are then sent on too.</param>
    public static void Copy(HttpRequest from, HttpRequestMessage to, bool isUpgrade)
    {
        foreach ((string name, var values) in from.Headers)
        {
            bool isUpgradeHeader = isUpgrade && name is "Connection" or "Upgrade";
            if (name.StartsWith(':') || name is "Host" or "Expect" || (_ofConnection.Contains(name) && !isUpgradeHeader)) continue;
            if (!to.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                to.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }
    }

    /// <param name="from">The answer that came.</param>
    /// <param name="to">The answer that is sent on.</param>
    /// <param name="isOwnBody">Whether the body is another one, so that its headers are left out.</param>
    public static void Copy(HttpResponseMessage from, HttpResponse to, bool isOwnBody)
    {
        foreach ((string name, HeaderStringValues values) in from.Headers.NonValidated.Concat(from.Content.Headers.NonValidated))
        {
            bool isNewProtocol = from.StatusCode == System.Net.HttpStatusCode.SwitchingProtocols && name == "Upgrade";
            if ((_ofConnection.Contains(name) && !isNewProtocol) || (isOwnBody && _ofBody.Contains(name))) continue;
            to.Headers.Append(name, values.ToArray());
        }
    }
}
