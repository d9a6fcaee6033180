using System.Net.WebSockets;
using OpenCode.Core.Builders;
using OpenCode.Core.Events;
using OpenCode.Core.Observing;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;
using OpenCode.Core.Responses;
using OpenCode.Core.Sending;
using OpenCode.Core.Telemetry;
using OpenCode.Streaming;

namespace OpenCode.Runtime;

/// <summary>Sends the requests of one client over HTTP. Safe for use by many threads; keep one for the life of the application.</summary>
/// <remarks>
/// It repeats what is safe to repeat (<see cref="RetryOptions"/>), heals event streams (<see cref="EventStreamOptions"/>), and keeps every part
/// of a request within its limits (<see cref="RequestBudgets"/>). Generated clients make one from their options.
/// </remarks>
public sealed class HttpRequestSender : IRequestSender, IDisposable
{
    private readonly ClientSettings _settings;
    private readonly RequestPipeline _pipeline;
    private readonly SubscriptionRegistry _subscriptions;

    /// <summary>Creates a sender.</summary>
    /// <param name="options">Where the server is and how to use it; read once, here.</param>
    /// <param name="profile">What the client is.</param>
    /// <exception cref="ArgumentException">An option has a value that cannot work; the message says which, and what to do.</exception>
    public HttpRequestSender(ApiClientOptions options, ClientProfile profile)
        : this(ClientSettings.Create(options, profile))
    {
    }

    /// <param name="settings">The settings.</param>
    /// <param name="random">Spreads the waits before repeats; null for the shared source.</param>
    /// <param name="observer">Hears what the sender does, in place of its telemetry; for tests.</param>
    internal HttpRequestSender(ClientSettings settings, Random? random = null, ClientObserver? observer = null)
    {
        _settings = settings;
        _subscriptions = new SubscriptionRegistry(settings.TimeProvider);
        var telemetry = new ClientTelemetry(settings);
        Observer = telemetry;
        _pipeline = new RequestPipeline(settings, observer ?? telemetry, random);
        telemetry.Include(_subscriptions);
    }

    /// <summary>The server's address.</summary>
    public Uri BaseUri => _settings.BaseUri;

    /// <summary>The limits of requests that have none of their own.</summary>
    public RequestBudgets Budgets => _settings.Budgets;

    /// <summary>The clock behind every limit.</summary>
    public TimeProvider TimeProvider => _settings.TimeProvider;

    /// <summary>The event subscriptions that are being read at this moment.</summary>
    public IReadOnlyCollection<EventSubscription> Subscriptions => _subscriptions.Snapshot();

    /// <summary>The event subscriptions that ended with an error and were not replaced since: the last one of each operation.</summary>
    public IReadOnlyCollection<FailedSubscription> FailedSubscriptions => _subscriptions.Failures();

    internal ClientTelemetry Observer { get; }

    internal ClientSettings Settings => _settings;

    internal RequestPipeline Pipeline => _pipeline;

    internal SubscriptionRegistry Registry => _subscriptions;

    /// <inheritdoc/>
    public string? GetDefault(string parameterName) => _settings.GetDefault(parameterName);

    /// <inheritdoc/>
    public Task<T> SendAsync<T>(
        Operation<T> operation, string url, RequestConfiguration? configuration, HttpContent? content, CancellationToken cancellationToken)
        => _pipeline.RunAsync(_pipeline.Plan(operation, url, configuration, content, cancellationToken), JsonResponseReader<T>.Instance);

    /// <inheritdoc/>
    public Task SendNoContentAsync(
        Operation operation, string url, RequestConfiguration? configuration, HttpContent? content, CancellationToken cancellationToken)
        => _pipeline.RunAsync(_pipeline.Plan(operation, url, configuration, content, cancellationToken), EmptyResponseReader.Instance);

    /// <inheritdoc/>
    public Task<string> SendTextAsync(
        Operation operation, string url, RequestConfiguration? configuration, HttpContent? content, CancellationToken cancellationToken)
        => _pipeline.RunAsync(_pipeline.Plan(operation, url, configuration, content, cancellationToken), TextResponseReader.Instance);

    /// <inheritdoc/>
    public Task<Stream> SendBinaryAsync(
        Operation operation, string url, RequestConfiguration? configuration, HttpContent? content, CancellationToken cancellationToken)
        => _pipeline.RunAsync(_pipeline.Plan(operation, url, configuration, content, cancellationToken), StreamResponseReader.Instance);

    /// <inheritdoc/>
    public EventSubscription<T> Subscribe<T>(
        Operation<T> operation, string url, RequestConfiguration? configuration, HttpContent? content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(url);
        _ = operation.RequiredDecoder;
        configuration?.Stream?.Validate(nameof(configuration));
        var traits = (EventStreamTraits<T>?)_settings.Profile.FindEventStream(operation);
        return new HealingSubscription<T>(_pipeline.CreateSource(operation, url, configuration, content, _subscriptions), traits, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<RawResponse> SendRawAsync(
        HttpMethod method, string pathAndQuery, HttpContent? content, RequestConfiguration? configuration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentException.ThrowIfNullOrEmpty(pathAndQuery);
        int query = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        string path = query < 0 ? pathAndQuery : pathAndQuery[..query];
        var operation = new Operation<object> { Id = $"{method} {path}", Method = method, PathTemplate = path, Kind = OperationKind.Binary, IsRaw = true };
        return _pipeline.RunAsync(_pipeline.Plan(operation, pathAndQuery, configuration, content, cancellationToken), new RawResponseReader());
    }

    /// <inheritdoc/>
    public Task<WebSocket> ConnectWebSocketAsync(
        Operation operation, string url, RequestConfiguration? configuration, CancellationToken cancellationToken)
        => _pipeline.ConnectWebSocketAsync(operation, url, configuration, cancellationToken);

    /// <summary>
    /// Ends the requests under way with <see cref="ObjectDisposedException"/> and closes the connections. A caller's own
    /// <see cref="HttpClient"/> stays as it is.
    /// </summary>
    public void Dispose() => _pipeline.Dispose();

    /// <summary>Names the server, without credentials.</summary>
    /// <returns>A string for logs.</returns>
    public override string ToString() => $"{_settings.Profile.ClientName} ({_settings.Address})";
}
