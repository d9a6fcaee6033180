using System.Net;

namespace OpenCode.Core;

/// <summary>Sends messages: over connection pools of its own, or through the caller's <see cref="HttpClient"/>.</summary>
internal sealed class HttpTransport : IDisposable
{
    private readonly HttpClient? _callersClient;
    private readonly HttpMessageInvoker? _ordinary;
    private readonly HttpMessageInvoker? _uncompressed;

    public HttpTransport(ClientSettings settings)
    {
        _callersClient = settings.HttpClient;
        if (_callersClient is not null)
            return;

        // An invoker, not a client: with our own budgets a client's timeout source and linked cancellation are pure cost.
        _ordinary = new HttpMessageInvoker(CreateHandler(settings, settings.AllowCompression));

        // A handler that decompresses asks for compression whatever the message says, so streams need one that does not.
        _uncompressed = settings.AllowCompression ? new HttpMessageInvoker(CreateHandler(settings, compressed: false)) : _ordinary;
    }

    /// <summary>Whether handlers of the caller see the messages.</summary>
    public bool IsCallersOwn => _callersClient is not null;

    public void Dispose()
    {
        _ordinary?.Dispose();
        _uncompressed?.Dispose();
    }

    /// <summary>Sends a message and returns when the headers of the answer are there.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, bool isEventStream, CancellationToken cancellationToken)
    {
        if (_callersClient is not null)
            return _callersClient.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return (isEventStream ? _uncompressed! : _ordinary!).SendAsync(message, cancellationToken);
    }

    internal static SocketsHttpHandler CreateHandler(ClientSettings settings, bool compressed) => new()
    {
        // A redirect could carry the credentials' request to another origin; OpenCode itself never redirects.
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = compressed ? DecompressionMethods.All : DecompressionMethods.None,
        ConnectTimeout = settings.Budgets.Connect ?? Timeout.InfiniteTimeSpan,
        PooledConnectionLifetime = settings.PooledConnectionLifetime,

        // Draining would keep an event stream open for two seconds after its reader has gone.
        ResponseDrainTimeout = TimeSpan.Zero,

        // HTTP_PROXY without NO_PROXY would send requests for this very machine to the proxy.
        UseProxy = !settings.BaseUri.IsLoopback,
        SslOptions = { RemoteCertificateValidationCallback = new CertificateCheck(settings.TimeProvider).Validate },
    };
}
