using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OpenCode.Testing;
using OpenCode.Testing.Loopback;
using OpenCode.Verification.Conformance;

namespace OpenCode.Verification.Recording;

/// <summary>
/// A server on a free port of 127.0.0.1 that forwards every request to another one, unchanged and once, and tells receivers what it saw.
/// Event streams and WebSockets pass through it as they come.
/// </summary>
/// <example><code>
/// var check = new ConformanceCheck();
/// await using RecordingProxy proxy = await RecordingProxy.StartAsync(server.BaseUri, new() { Receivers = [check] });
/// </code></example>
public sealed class RecordingProxy : IAsyncDisposable
{
    private readonly RecordingProxyOptions _options;
    private readonly Uri _target;
    private readonly WebApplication _application;
    private readonly HttpMessageInvoker _server;
    private readonly CancellationTokenSource _disposing = new();
    private int _unfinished;
    private int _disposed;

    private RecordingProxy(Uri target, RecordingProxyOptions options, WebApplication application)
    {
        (_target, _options, _application) = (target, options, application);
        _server = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = options.ConnectTimeout,
            ActivityHeadersPropagator = null,

            // Requests are repeated, unasked, only on connections that served another request before.
            PooledConnectionLifetime = TimeSpan.Zero,
        });
    }

    /// <summary>Where it listens.</summary>
    public Uri BaseUri { get; private set; } = new("about:blank");

    /// <summary>How many exchanges ended before the answer was complete: the client or the server went away. Receivers were not told of them.</summary>
    public int Unfinished => Volatile.Read(ref _unfinished);

    /// <summary>Starts a proxy.</summary>
    /// <param name="target">The server: its origin; a path is put before every request's own.</param>
    /// <param name="options">What it does beside forwarding; null for nothing.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    public static async Task<RecordingProxy> StartAsync(Uri target, RecordingProxyOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        WebApplication application = LoopbackApplication.Build();
        var proxy = new RecordingProxy(target, options ?? new RecordingProxyOptions(), application);
        application.Run(proxy.ForwardAsync);
        try
        {
            await application.StartAsync(cancellationToken);
            proxy.BaseUri = new Uri(application.Urls.First());
            return proxy;
        }
        catch
        {
            await proxy.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops listening and cuts what is open.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await _disposing.CancelAsync();
        await LoopbackApplication.EndAsync(_application);
        _server.Dispose();
        _disposing.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _disposing.Token);
        var relay = new ResponseRelay(_options, context, _options.Label?.Invoke());
        try
        {
            using HttpRequestMessage request = ToServer(context);
            using HttpResponseMessage response = await _server.SendAsync(request, ending.Token);
            await relay.SendAsync(response, ending.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException or InvalidOperationException)
        {
            // What the client sees of a server that goes away must be a connection that goes away, not an answer of the proxy's own.
            if (!relay.IsReported) Interlocked.Increment(ref _unfinished);
            context.Abort();
        }
    }

    private HttpRequestMessage ToServer(HttpContext context)
    {
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        string url = _target.GetLeftPart(UriPartial.Authority) + _target.AbsolutePath.TrimEnd('/') + target;
        bool isUpgrade = context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true;
        var request =
            new HttpRequestMessage(new HttpMethod(context.Request.Method),
                new Uri(url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (!isUpgrade && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
            request.Content = new StreamContent(context.Request.Body);
        else if (context.Request.ContentLength is not null || context.Request.ContentType is not null) request.Content = new ByteArrayContent([]);
        ForwardedHeaders.Copy(context.Request, request, isUpgrade);
        return request;
    }
}
