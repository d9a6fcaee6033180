using Microsoft.Extensions.Logging;
using OpenCode.Core;
using OpenCode.Requests;
using OpenCode.Retrying;
using OpenCode.Streaming;
using OpenCode.Telemetry;

namespace OpenCode;

/// <summary>A typed client of one OpenCode server. Safe for use by many threads; keep one for the life of the application.</summary>
/// <remarks>Its properties follow the paths of the API: <c>client.Session[id].Message</c> is <c>/session/{id}/message</c>.</remarks>
public sealed partial class OpenCodeClient : RootRequestBuilder, IAsyncDisposable, IDisposable
{
    /// <summary>
    /// Creates a client of the server that the environment names: <c>OPENCODE_BASE_URL</c> (by default
    /// <c>http://127.0.0.1:4096</c>), <c>OPENCODE_SERVER_PASSWORD</c> and <c>OPENCODE_SERVER_USERNAME</c>.
    /// </summary>
    /// <exception cref="ArgumentException">An environment variable has a value that cannot work.</exception>
    public OpenCodeClient()
        : this(new OpenCodeClientOptions())
    {
    }

    /// <summary>Creates a client of the server at an address; credentials come from the environment.</summary>
    /// <param name="baseUri">The server's address, <c>http</c> or <c>https</c>.</param>
    /// <exception cref="ArgumentException">The address cannot work.</exception>
    public OpenCodeClient(Uri baseUri)
        : this(new OpenCodeClientOptions { BaseUri = baseUri ?? throw new ArgumentNullException(nameof(baseUri)) })
    {
    }

    /// <summary>Creates a client.</summary>
    /// <param name="options">Where the server is and how to use it; read once, here.</param>
    /// <exception cref="ArgumentException">An option has a value that cannot work; the message says which, and what to do.</exception>
    public OpenCodeClient(OpenCodeClientOptions options)
        : this(ClientSettings.Resolve(options, Environment.GetEnvironmentVariable), options.LoggerFactory)
    {
    }

    internal OpenCodeClient(ClientSettings settings, ILoggerFactory? loggers = null, ClientInstruments? instruments = null)
        : this(settings, new ClientTelemetry(settings, loggers, instruments ?? ClientInstruments.Shared))
    {
    }

    private OpenCodeClient(ClientSettings settings, ClientTelemetry telemetry)
        : base(new RequestSender(settings, new SenderParts
        {
            EventStreams = new HealingEventStreamReader(OpenCodeEventStreams.Find),
            Repeater = new PipelineRepeater(settings.TimeProvider),
            Observer = telemetry,
        }))
        => telemetry.Instruments.OpenStreams.Include(Sender.Subscriptions, telemetry.Server);

    /// <summary>The server's address.</summary>
    public Uri BaseUri => Sender.Settings.BaseUri;

    /// <summary>The event subscriptions of this client that are being read at this moment, whatever their events are.</summary>
    public IReadOnlyCollection<EventSubscription> Subscriptions => Sender.Subscriptions.Snapshot();

    internal ClientSettings Settings => Sender.Settings;

    internal ClientObserver Telemetry => Sender.Observer;

    internal SubscriptionRegistry Registry => Sender.Subscriptions;

    /// <summary>Sends a request past the typed client, for routes that this client's spec does not have. Any status is an answer.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="pathAndQuery">The escaped path and query, beginning with a slash. The default directory is not added.</param>
    /// <param name="content">The body; null for none. It is disposed.</param>
    /// <param name="configuration">Headers, limits and the like; null for the client's own.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The answer, read to its end.</returns>
    /// <exception cref="ArgumentException">The path does not begin with a slash.</exception>
    /// <exception cref="OpenCodeConnectionException">The server could not be reached, or the connection broke.</exception>
    /// <exception cref="OpenCodeTimeoutException">A limit ran out.</exception>
    /// <exception cref="OpenCodeContractException">The answer is longer than allowed, or cannot be decompressed.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<OpenCodeRawResponse> SendRawAsync(
        HttpMethod method,
        string pathAndQuery,
        HttpContent? content = null,
        RequestConfiguration? configuration = null,
        CancellationToken cancellationToken = default)
        => Sender.SendRawAsync(method, pathAndQuery, content, configuration, cancellationToken);

    /// <summary>
    /// Closes the client's connections; requests under way end with <see cref="ObjectDisposedException"/>. A caller's own
    /// <see cref="HttpClient"/> stays open.
    /// </summary>
    public void Dispose() => Sender.Dispose();

    /// <summary>
    /// Closes the client's connections; requests under way end with <see cref="ObjectDisposedException"/>. A caller's own
    /// <see cref="HttpClient"/> stays open.
    /// </summary>
    /// <returns>A completed task.</returns>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Names the server, without credentials.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"{nameof(OpenCodeClient)} ({Sender.Settings.Address})";
}
