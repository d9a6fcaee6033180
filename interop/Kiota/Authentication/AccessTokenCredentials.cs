using Microsoft.Kiota.Abstractions.Authentication;
using OpenCode.Core.Credentials;

namespace OpenCode.Kiota.Authentication;

/// <summary>Gives the tokens of Kiota's <see cref="IAccessTokenProvider"/> to a client of ours: set it as <c>Credentials</c> of its options.</summary>
public sealed class AccessTokenCredentials : IApiCredentialProvider
{
    private readonly IAccessTokenProvider _tokens;

    /// <param name="tokens">Is asked for each request; what is asked too often it keeps by itself.</param>
    public AccessTokenCredentials(IAccessTokenProvider tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        _tokens = tokens;
    }

    /// <inheritdoc/>
    public async ValueTask<ApiCredential?> GetCredentialAsync(ApiCredentialContext context, CancellationToken cancellationToken)
    {
        string token = await _tokens.GetAuthorizationTokenAsync(context.BaseUri, null, cancellationToken).ConfigureAwait(false);
        return string.IsNullOrEmpty(token) ? null : ApiCredential.Bearer(token);
    }
}
