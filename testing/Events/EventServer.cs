using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OpenCode.Testing.Loopback;

namespace OpenCode.Testing.Events;

/// <summary>
/// Stands in for an OpenCode server where a test has to decide each event: on a free port of 127.0.0.1, with the event streams as they are on
/// the wire, a script for all other requests, and a record of what was received.
/// </summary>
public sealed class EventServer : IAsyncDisposable
{
    private const string ApiHeartbeat = ": heartbeat\n\n";

    private readonly ConcurrentDictionary<string, SessionEventStreams> _sessions = new(StringComparer.Ordinal);
    private readonly RequestRecord<ReceivedRequest> _requests = new();
    private readonly ResponseScript _answers = new();
    private readonly EventServerOptions _options;
    private readonly WebApplication _application;
    private int _disposed;

    private EventServer(EventServerOptions options, WebApplication application)
    {
        (_options, _application) = (options, application);
        Events = new LiveEventStreams(
            static n => Framed(SampleEvents.ServerConnected(n)), static n => Framed(SampleEvents.ServerHeartbeat(n)), options.QueueLength);
        GlobalEvents = new LiveEventStreams(
            static n => Framed(SampleEvents.Global(SampleEvents.ServerConnected(n))),
            static n => Framed(SampleEvents.Global(SampleEvents.ServerHeartbeat(n))),
            options.QueueLength);
        ApiEvents = new LiveEventStreams(
            static n => Framed(SampleEvents.ApiServerConnected(n)) + ApiHeartbeat, static _ => ApiHeartbeat, options.QueueLength);
    }

    /// <summary>The server's address.</summary>
    public Uri BaseUri { get; private set; } = new("about:blank");

    /// <summary>The streams of <c>GET /event</c>.</summary>
    public LiveEventStreams Events { get; }

    /// <summary>The streams of <c>GET /global/event</c>, whose events are wrapped by <see cref="SampleEvents.Global"/>.</summary>
    public LiveEventStreams GlobalEvents { get; }

    /// <summary>The streams of <c>GET /api/event</c>.</summary>
    public LiveEventStreams ApiEvents { get; }

    /// <summary>How many event streams are open.</summary>
    public int OpenStreams => AllStreams.Sum(static s => s.Open);

    /// <summary>How many event streams were opened so far.</summary>
    public int StreamsOpened => AllStreams.Sum(static s => s.Opened);

    /// <summary>The requests received so far with their whole bodies, oldest first; those that were refused included.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => _requests.All;

    private IEnumerable<EventStreams> AllStreams => [Events, GlobalEvents, ApiEvents, .. _sessions.Values];

    /// <summary>Starts a server.</summary>
    public static async Task<EventServer> StartAsync(EventServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        WebApplication application = LoopbackApplication.Build();
        EventServer server = new(options ?? new EventServerOptions(), application);
        application.Run(server.AnswerAsync);
        try
        {
            await application.StartAsync(cancellationToken);
            server.BaseUri = new Uri(application.Urls.First());
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }

        return server;
    }

    /// <summary>The streams of <c>GET /api/session/{id}/event</c>. The session exists from the first call on.</summary>
    public SessionEventStreams Session(string id = SampleEvents.SessionId) => _sessions.GetOrAdd(id, _ => new SessionEventStreams(_options.QueueLength));

    /// <summary>Adds answers to later requests of a method and path. They come before everything else, event streams included.</summary>
    /// <param name="method">The method, in capitals.</param>
    /// <param name="path">The path without a query, as it is sent.</param>
    /// <param name="answers">The answers, each for one request.</param>
    public void Answer(string method, string path, params IEnumerable<ScriptedResponse> answers) => _answers.Enqueue(method, path, answers);

    /// <summary>Sets the answer to all requests of a method and path for which no other is left.</summary>
    public void AnswerAlways(string method, string path, ScriptedResponse answer) => _answers.SetLast(method, path, answer);

    /// <summary>How many requests of a method and path were received.</summary>
    public int CountOf(string method, string path) => Requests.Count(r => r.Method == method && r.Path == path);

    /// <summary>Waits until a request has arrived that meets the condition; those already received count.</summary>
    /// <param name="condition">What to wait for.</param>
    /// <param name="cancellationToken">Ends the waiting. There is no other limit.</param>
    public Task<ReceivedRequest> WaitForRequestAsync(Func<ReceivedRequest, bool> condition, CancellationToken cancellationToken = default)
        => _requests.WaitAsync(condition, cancellationToken);

    /// <summary>Ends all open event streams in order.</summary>
    public void EndStreams()
    {
        foreach (EventStreams streams in AllStreams) streams.End();
    }

    /// <summary>Resets the connections of all open event streams.</summary>
    public void AbortStreams()
    {
        foreach (EventStreams streams in AllStreams) streams.Abort();
    }

    /// <summary>Stops the server; open connections are cut.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;

        await LoopbackApplication.EndAsync(_application);
    }

    private static string Framed(string json) => $"data: {json}\n\n";

    private async Task AnswerAsync(HttpContext context)
    {
        try
        {
            ReceivedRequest request = await ReceivedRequest.ReadAsync(context);
            _requests.Add(request);
            if (!IsAllowed(request)) await RefusalOf(request).WriteAsync(context);
            else if (_answers.For(request) is { } answer) await answer.WriteAsync(context);
            else if (request.Method == "GET" && StreamsOf(context.Request.Path.Value ?? "") is { } serve) await serve(context);
            else await ScriptedResponse.WebPage.WriteAsync(context);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client is gone, or the server stops.
            context.Abort();
        }
    }

    private Func<HttpContext, Task>? StreamsOf(string path) => path.Split('/') switch
    {
        ["", "event"] => Events.ServeAsync,
        ["", "global", "event"] => GlobalEvents.ServeAsync,
        ["", "api", "event"] => ApiEvents.ServeAsync,
        ["", "api", "session", { Length: > 0 } id, "event"] => _sessions.TryGetValue(id, out SessionEventStreams? session)
            ? session.ServeAsync
            : UnknownSession(id).WriteAsync,
        _ => null,
    };

    private static ScriptedResponse UnknownSession(string id)
        => new(404, $$"""{"_tag":"SessionNotFoundError","sessionID":"{{JsonEncodedText.Encode(id)}}","message":"Session not found"}""");

    private static ScriptedResponse RefusalOf(ReceivedRequest request) => request.Path.StartsWith("/api/", StringComparison.Ordinal)
        ? new ScriptedResponse(401, """{"_tag":"UnauthorizedError","message":"Authentication required"}""")
        : new ScriptedResponse(401);

    private bool IsAllowed(ReceivedRequest request) => _options.Password is null
        || (request.Headers.TryGetValue("Authorization", out string? sent)
            && sent == $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_options.UserName}:{_options.Password}"))}");
}
