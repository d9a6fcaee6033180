using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using OpenCode.Core.Credentials;

namespace OpenCode.Kiota.Authentication;

/// <summary>
/// Gives credentials of ours to an adapter of Kiota's own, such as <c>HttpClientRequestAdapter</c>, for the requests to one server. An adapter of
/// <see cref="OpenCodeKiota"/> does not need it: there they belong into the options.
/// </summary>
public sealed class CredentialAuthenticationProvider : IAuthenticationProvider
{
    private const string Header = "Authorization";

    private readonly IApiCredentialProvider _credentials;
    private readonly Uri _server;
    private volatile ApiCredential? _lastSent;

    /// <param name="credentials">Is asked for each request: an <see cref="ApiCredential"/>, or a provider of those that change.</param>
    /// <param name="server">The server's address. A request to another scheme, host or port gets no credentials.</param>
    /// <exception cref="ArgumentException">The address is not absolute.</exception>
    public CredentialAuthenticationProvider(IApiCredentialProvider credentials, Uri server)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(server);
        if (!server.IsAbsoluteUri)
            throw new ArgumentException($"The address '{server}' is not absolute. Give it a scheme and a host, as in http://127.0.0.1:4096.", nameof(server));
        (_credentials, _server) = (credentials, server);
    }

    /// <summary>Adds the header Authorization to a request that has none.</summary>
    /// <param name="request">The request.</param>
    /// <param name="additionalAuthenticationContext">Where Kiota's adapter puts that the server refused the last credential, under <c>claims</c>.</param>
    /// <param name="cancellationToken">Ends a provider's search for the credential.</param>
    public async Task AuthenticateRequestAsync(
        RequestInformation request, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        bool isRefused = additionalAuthenticationContext?.ContainsKey("claims") == true;
        if (!isRefused && request.Headers.ContainsKey(Header)) return;
        if (Uri.Compare(request.URI, _server, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) != 0) return;

        ApiCredentialContext context = new(_server, isRefused ? _lastSent : null);
        if (await _credentials.GetCredentialAsync(context, cancellationToken).ConfigureAwait(false) is not { } credential) return;
        _lastSent = credential;
        using HttpRequestMessage message = new();
        credential.ApplyTo(message.Headers);
        request.Headers.Remove(Header);
        request.Headers.Add(Header, message.Headers.Authorization!.ToString());
    }
}
