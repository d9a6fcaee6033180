namespace OpenCode.Core;

/// <summary>A client's credentials that may change: asks the provider, and remembers what the server refused.</summary>
internal sealed class CredentialSource(IOpenCodeCredentialProvider provider, Uri baseUri)
{
    // The last refused credential, so that a request which may not be repeated leaves word for the next one.
    private volatile OpenCodeCredential? _refused;

    /// <summary>Asks for the credential of a message.</summary>
    public ValueTask<OpenCodeCredential?> GetAsync(CancellationToken cancellationToken) => GetAsync(_refused, cancellationToken);

    /// <summary>Asks for another credential than a refused one.</summary>
    public ValueTask<OpenCodeCredential?> GetAsync(OpenCodeCredential? refused, CancellationToken cancellationToken)
        => provider.GetCredentialAsync(new OpenCodeCredentialContext(baseUri, refused), cancellationToken);

    /// <summary>Notes how the server liked a credential.</summary>
    public void Note(OpenCodeCredential credential, bool isRefused)
    {
        if (isRefused)
            _refused = credential;
        else if (_refused is not null)
            _refused = null;
    }
}
