using OpenCode.Core.Builders;
using OpenCode.Core.Errors;
using OpenCode.Core.Events;
using OpenCode.Core.Options;
using OpenCode.Core.Responses;
using OpenCode.Events;
using OpenCode.Requests;
using OpenCode.Runtime;
using OpenCode.Sessions;
using OpenCode.Terminals;

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

    /// <summary>Creates a client of the server at an address; credentials come from the environment.</summary>
    /// <param name="baseUri">The server's address, such as <c>http://127.0.0.1:4096</c>.</param>
    /// <exception cref="ArgumentException">The address cannot work.</exception>
    public OpenCodeClient(string baseUri)
        : this(ServerAddress.Parse(baseUri ?? throw new ArgumentNullException(nameof(baseUri)), "The address", OpenCodeClientOptions.Advice))
    {
    }

    /// <summary>Creates a client.</summary>
    /// <param name="options">Where the server is and how to use it; read once, here.</param>
    /// <exception cref="ArgumentException">An option has a value that cannot work; the message says which, and what to do.</exception>
    public OpenCodeClient(OpenCodeClientOptions options)
        : this(new HttpRequestSender((options ?? throw new ArgumentNullException(nameof(options))).WithEnvironment(), OpenCodeProfile.Instance))
    {
    }

    /// <summary>Creates a client whose requests somebody else sends: a test, a recording, another transport.</summary>
    /// <param name="sender">Sends the requests; disposed with the client when it can be.</param>
    public OpenCodeClient(IRequestSender sender)
        : base(sender ?? throw new ArgumentNullException(nameof(sender)))
    {
        var http = sender as HttpRequestSender;
        TimeProvider clock = http?.TimeProvider ?? TimeProvider.System;
        EventFeed feed = new(this, clock);
        Sessions = new OpenCodeSessions(this, feed, clock);
        Terminals = new OpenCodeTerminals(this, feed, clock, http?.Budgets.ResponseHeaders);
    }

    /// <summary>Sessions as handles: create one, send it a prompt, follow the turn. <see cref="RootRequestBuilder.Session"/> has the bare requests.</summary>
    public OpenCodeSessions Sessions { get; }

    /// <summary>
    /// Terminals as handles: start a program, read what it writes, type, and hear how it ended. <see cref="RootRequestBuilder.Pty"/> has the bare requests.
    /// </summary>
    public OpenCodeTerminals Terminals { get; }

    /// <summary>The server's address.</summary>
    /// <exception cref="InvalidOperationException">The client is over a sender of the caller's own, which has no address.</exception>
    public Uri BaseUri => Sender is HttpRequestSender http
        ? http.BaseUri
        : throw new InvalidOperationException($"The requests of this client go to {Sender.GetType()}, which has no address. Ask it where it sends them.");

    /// <summary>The event subscriptions of this client that are being read at this moment, whatever their events are.</summary>
    public IReadOnlyCollection<EventSubscription> Subscriptions => (Sender as HttpRequestSender)?.Subscriptions ?? [];

    /// <summary>The event subscriptions of this client that ended with an error and were not replaced since: the last one of each operation.</summary>
    public IReadOnlyCollection<FailedSubscription> FailedSubscriptions => (Sender as HttpRequestSender)?.FailedSubscriptions ?? [];

    /// <summary>Sends a request past the typed client, for routes that this client's spec does not have. Any status is a response.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="pathAndQuery">The escaped path and query, beginning with a slash. The default directory is not added.</param>
    /// <param name="content">The body; null for none. It is disposed.</param>
    /// <param name="configuration">Headers, limits and the like; null for the client's own.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The response, read to its end.</returns>
    /// <exception cref="ArgumentException">The path does not begin with a slash.</exception>
    /// <exception cref="ApiConnectionException">The server could not be reached, or the connection broke.</exception>
    /// <exception cref="ApiTimeoutException">A limit ran out.</exception>
    /// <exception cref="ApiContractException">The response is longer than allowed, or cannot be decompressed.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<RawResponse> SendRawAsync(
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
    public void Dispose()
    {
        Sessions.Dispose();
        (Sender as IDisposable)?.Dispose();
    }

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
    public override string ToString() => Sender is HttpRequestSender ? Sender.ToString()! : nameof(OpenCodeClient);
}
