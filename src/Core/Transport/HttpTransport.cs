using System.Net;
using OpenCode.Core.Options;
using OpenCode.Core.Tls;

namespace OpenCode.Core.Transport;

/// <summary>Sends messages: over connection pools of its own, or through the caller's <see cref="HttpClient"/>.</summary>
internal sealed class HttpTransport : IDisposable
{
    private readonly HttpClient? _callersClient;
    private readonly HttpMessageInvoker? _ordinary;
    private readonly HttpMessageInvoker? _uncompressed;
    private volatile bool _hasSeenWriting;

    public HttpTransport(ClientSettings settings)
    {
        _callersClient = settings.HttpClient;
        if (_callersClient is not null) return;
        _hasSeenWriting = true;

        // An invoker, not a client: with our own budgets a client's timeout source and linked cancellation are pure cost.
        _ordinary = new HttpMessageInvoker(CreateHandler(settings, settings.AllowCompression));

        // A handler that decompresses asks for compression whatever the message says, so streams need one that does not.
        _uncompressed = settings.AllowCompression ? new HttpMessageInvoker(CreateHandler(settings, compressed: false)) : _ordinary;
    }

    /// <summary>Whether handlers of the caller see the messages.</summary>
    public bool IsCallersOwn => _callersClient is not null;

    /// <summary>
    /// Whether the handler below tells when it writes a message (see <see cref="ClientMessage"/>): the client's own does, also in a
    /// container. A caller's does not, as far as anybody knows before it has written one.
    /// </summary>
    public bool SeesWriting => _hasSeenWriting;

    public void Dispose()
    {
        _ordinary?.Dispose();
        _uncompressed?.Dispose();
    }

    /// <summary>Sends a message and returns when the headers of the response are there.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isLive">Whether what follows the headers must not wait in a compressor: events, or a WebSocket.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<HttpResponseMessage> SendAsync(ClientMessage message, bool isLive, CancellationToken cancellationToken)
    {
        if (_callersClient is not null) return _callersClient.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return (isLive ? _uncompressed! : _ordinary!).SendAsync(message, cancellationToken);
    }

    /// <summary>Notes that a message has a response.</summary>
    public void Note(ClientMessage message)
    {
        if (message.IsWritten && !_hasSeenWriting) _hasSeenWriting = true;
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
        RequestHeaderEncodingSelector = ClientMessage.Writing,

        // HTTP_PROXY without NO_PROXY would send requests for this very machine to the proxy.
        UseProxy = !settings.BaseUri.IsLoopback,
        SslOptions = { RemoteCertificateValidationCallback = new CertificateCheck(settings.TimeProvider).Validate },
    };
}
