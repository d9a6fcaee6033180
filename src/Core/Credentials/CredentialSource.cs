namespace OpenCode.Core;

/// <summary>A client's credentials that may change: asks the provider, and remembers what the server refused.</summary>
internal sealed class CredentialSource(IOpenCodeCredentialProvider provider, Uri baseUri)
{
    // The last refused credential, so that a request which may not be repeated leaves word for the next one.
    private volatile OpenCodeCredential? _refused;
    private volatile OpenCodeCredential? _lastSent;

    /// <summary>The credential that was answered last; null when none was.</summary>
    public OpenCodeCredential? LastSent => _lastSent;

    /// <summary>Asks for the credential of a message.</summary>
    public ValueTask<OpenCodeCredential?> GetAsync(CancellationToken cancellationToken) => GetAsync(_refused, cancellationToken);

    /// <summary>Asks for another credential than the one that a request was refused with, and gives it to the next attempt.</summary>
    /// <param name="request">The request, whose last attempt was refused.</param>
    /// <param name="deadline">Ends the search; it gets the limit of waiting for an answer.</param>
    /// <returns>Whether there is another one.</returns>
    public async ValueTask<bool> ReplaceAsync(RequestRun request, RequestDeadline deadline)
    {
        OpenCodeCredential? refused = request.Credential;
        deadline.BeginPhase(BudgetKind.ResponseHeaders, request.Budgets.ResponseHeaders);
        OpenCodeCredential? other = await WaitAsync(GetAsync(refused, deadline.Token), deadline.Token).ConfigureAwait(false);
        deadline.EndPhase();
        if (other is null || other.Equals(refused))
            return false;
        request.NextCredential = other;
        return true;
    }

    /// <summary>Waits for what a provider gives, but no longer than a request lasts: a provider may ignore its token.</summary>
    public static ValueTask<OpenCodeCredential?> WaitAsync(ValueTask<OpenCodeCredential?> asked, CancellationToken cancellationToken)
    {
        if (asked.IsCompleted)
            return asked;
        Task<OpenCodeCredential?> task = asked.AsTask();

        // Looked at, so that what it ends with after the request does not count as an error that nobody has seen.
        _ = task.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return new(task.WaitAsync(cancellationToken));
    }

    /// <summary>Notes how the server liked a credential.</summary>
    public void Note(OpenCodeCredential credential, bool isRefused)
    {
        if (!ReferenceEquals(_lastSent, credential))
            _lastSent = credential;
        if (isRefused)
            _refused = credential;
        else if (_refused is not null)
            _refused = null;
    }

    private ValueTask<OpenCodeCredential?> GetAsync(OpenCodeCredential? refused, CancellationToken cancellationToken)
        => provider.GetCredentialAsync(new OpenCodeCredentialContext(baseUri, refused), cancellationToken);
}
