using System.Net.Http.Headers;
using System.Text;
using OpenCode.Core.Builders;
using OpenCode.Core.Events;
using OpenCode.Core.Options;
using OpenCode.NSwag.Streams;
using OpenCode.Runtime;

namespace OpenCode.NSwag;

/// <summary>Makes NSwag's client of OpenCode, and opens its event streams.</summary>
/// <remarks>
/// Requests go over a plain <see cref="HttpClient"/>, which sends each of them once: a prompt is never repeated. Event streams are opened by the sender
/// of <see cref="OpenCodeClient"/>, which opens them again whenever they break.
/// </remarks>
public sealed class OpenCodeNSwag : IDisposable
{
    private static readonly ClientProfile _profile = new()
    {
        ClientName = nameof(OpenCodeNSwagClient),
        ProductName = "OpenCode.NSwag",
        Version = typeof(OpenCodeNSwag).Assembly.GetName().Version?.ToString(3),
        TelemetryPrefix = "opencode",
        FindEventStream = NSwagEventStreams.Find,
    };

    private readonly HttpClient _http;
    private readonly HttpRequestSender _sender;

    /// <param name="address">The server's address.</param>
    /// <param name="password">The server's password; null for none.</param>
    /// <param name="handler">What sends the requests, such as one that logs; null for the default. One that repeats requests repeats prompts, too.</param>
    public OpenCodeNSwag(Uri address, string? password = null, HttpMessageHandler? handler = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        // A prompt takes as long as its model takes: whoever wants a limit gives the call a token.
        _http = new HttpClient(handler ?? new SocketsHttpHandler()) { Timeout = Timeout.InfiniteTimeSpan };
        if (password is not null)
        {
            byte[] pair = Encoding.UTF8.GetBytes($"{OpenCodeCredential.DefaultUserName}:{password}");
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(pair));
        }

        Client = new OpenCodeNSwagClient(address.ToString(), _http);
        _sender = new HttpRequestSender(new OpenCodeClientOptions { BaseUri = address, Password = password ?? "" }.WithEnvironment(), _profile);
    }

    /// <summary>The client, as NSwag made it.</summary>
    public OpenCodeNSwagClient Client { get; }

    /// <summary>Subscribes to the events of a project. Nothing is replayed.</summary>
    /// <param name="directory">The project; null for that of the server.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    public EventSubscription<StreamedEvent<Event>> SubscribeAsync(string? directory = null, CancellationToken cancellationToken = default)
        => _sender.Subscribe(
            NSwagEventStreams.Events, directory is null ? "/event" : $"/event?directory={Uri.EscapeDataString(directory)}", null, null, cancellationToken);

    /// <summary>Subscribes to the events of all projects. Nothing is replayed.</summary>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    public EventSubscription<StreamedEvent<GlobalEvent>> SubscribeGlobalAsync(CancellationToken cancellationToken = default)
        => _sender.Subscribe(NSwagEventStreams.GlobalEvents, "/global/event", null, null, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _sender.Dispose();
    }
}
