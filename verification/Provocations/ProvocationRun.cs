using System.Net.Http.Headers;

namespace OpenCode.Verification.Provocations;

/// <summary>Sends provocations, one after the other; whoever stands between listens to what comes back.</summary>
/// <param name="address">Where to.</param>
/// <param name="authorization">What lets a request in.</param>
internal sealed class ProvocationRun(Uri address, string authorization) : IDisposable
{
    // Some never get a response; there are hundreds of them.
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client = new()
    {
        BaseAddress = address,
        Timeout = _limit,
        DefaultRequestHeaders = { Authorization = AuthenticationHeaderValue.Parse(authorization) },
    };

    private readonly List<Provocation> _unanswered = [];

    /// <summary>Those that got no response in time, or whose connection ended.</summary>
    public IReadOnlyList<Provocation> Unanswered => _unanswered;

    public async Task SendAsync(IEnumerable<Provocation> provocations, CancellationToken cancellationToken)
    {
        foreach (Provocation provocation in provocations)
        {
            try
            {
                using HttpRequestMessage message = provocation.Message();
                var sw = System.Diagnostics.Stopwatch.StartNew();
                using HttpResponseMessage response = await _client.SendAsync(message, cancellationToken);
                if (sw.ElapsedMilliseconds > 700) Console.Error.WriteLine($"SLOW {sw.ElapsedMilliseconds} {provocation} {(int)response.StatusCode}");
            }
            catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                _unanswered.Add(provocation);
            }
        }
    }

    public void Dispose() => _client.Dispose();
}
