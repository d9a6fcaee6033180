namespace OpenCode.Verification.Provocations;

/// <summary>Sends provocations, one after the other; whoever stands between listens to what comes back.</summary>
/// <param name="address">Where to.</param>
/// <param name="headers">What lets a request in and leads it to the project.</param>
internal sealed class ProvocationRun(Uri address, IReadOnlyDictionary<string, string> headers) : IDisposable
{
    // Some never get a response; there are hundreds of them.
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(15);

    // A run of them says that the server answers no more; the rest would take hours.
    private const int MostUnanswered = 5;

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        BaseAddress = address,
        Timeout = _limit,
    };

    private int _unanswered;

    /// <summary>Hears of every one that was sent.</summary>
    public Action? Sent { get; set; }

    public async Task SendAsync(IEnumerable<Provocation> provocations, CancellationToken cancellationToken)
    {
        foreach (Provocation provocation in provocations)
        {
            Sent?.Invoke();
            try
            {
                using HttpRequestMessage message = provocation.Message();
                foreach ((string name, string value) in headers) message.Headers.TryAddWithoutValidation(name, value);
                using HttpResponseMessage response = await _client.SendAsync(message, cancellationToken);
                _unanswered = 0;
            }
            catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                // What the proxy has seen of it counts, and a missing response is nothing that a document could say.
                if (++_unanswered == MostUnanswered) return;
            }
        }
    }

    public void Dispose() => _client.Dispose();
}
