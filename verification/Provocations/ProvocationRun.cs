using System.Net.Http.Headers;

namespace OpenCode.Verification.Provocations;

/// <summary>Sends provocations, one after the other; whoever stands between listens to what comes back.</summary>
/// <param name="address">Where to.</param>
/// <param name="authorization">What lets a request in.</param>
internal sealed class ProvocationRun(Uri address, string authorization) : IDisposable
{
    // Some never get a response; there are hundreds of them.
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(15);

    // A run of them says that the server answers no more; the rest would take hours.
    private const int MostUnanswered = 5;

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        BaseAddress = address,
        Timeout = _limit,
        DefaultRequestHeaders = { Authorization = AuthenticationHeaderValue.Parse(authorization) },
    };

    private int _unanswered;

    public async Task SendAsync(IEnumerable<Provocation> provocations, CancellationToken cancellationToken)
    {
        foreach (Provocation provocation in provocations)
        {
            try
            {
                using HttpRequestMessage message = provocation.Message();
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
