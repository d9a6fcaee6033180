namespace OpenCode.Core.Credentials;

/// <summary>A client's credentials that may change: asks the provider, and remembers what the server refused.</summary>
internal sealed class CredentialSource(IApiCredentialProvider provider, Uri baseUri)
{
    // The last refused credential, so that a request which may not be repeated leaves word for the next one.
    private volatile ApiCredential? _refused;
    private volatile ApiCredential? _lastSent;

    /// <summary>The credential that was given last; null when none was.</summary>
    public ApiCredential? LastSent => _lastSent;

    /// <summary>Asks for the credential of a message.</summary>
    public ValueTask<ApiCredential?> GetAsync(CancellationToken cancellationToken) => WaitAsync(GetAsync(_refused, cancellationToken), cancellationToken);

    /// <summary>Asks for another credential than the one that the server refused.</summary>
    public ValueTask<ApiCredential?> GetAnotherAsync(ApiCredential? refused, CancellationToken cancellationToken)
        => WaitAsync(GetAsync(refused, cancellationToken), cancellationToken);

    /// <summary>Waits for what a provider gives, but no longer than a request lasts: a provider may ignore its token.</summary>
    private static ValueTask<ApiCredential?> WaitAsync(ValueTask<ApiCredential?> asked, CancellationToken cancellationToken)
    {
        if (asked.IsCompleted) return asked;
        Task<ApiCredential?> task = asked.AsTask();

        // Looked at, so that what it ends with after the request does not count as an error that nobody has seen.
        _ = task.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return new(task.WaitAsync(cancellationToken));
    }

    /// <summary>Notes how the server liked a credential.</summary>
    public void Note(ApiCredential credential, bool isRefused)
    {
        if (!ReferenceEquals(_lastSent, credential)) _lastSent = credential;
        if (isRefused) _refused = credential;
        else if (_refused is not null) _refused = null;
    }

    private ValueTask<ApiCredential?> GetAsync(ApiCredential? refused, CancellationToken cancellationToken)
        => provider.GetCredentialAsync(new ApiCredentialContext(baseUri, refused), cancellationToken);
}
