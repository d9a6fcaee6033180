using System.Collections.Concurrent;
using System.Net;
using System.Text;
using OpenCode.Client.Tests.Http;
using OpenCode.Core.Events;
using OpenCode.Core.Options;
using OpenCode.Runtime;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Client.Tests.Streaming;

/// <summary>A server of event streams whose every connection a test decides on, under a clock that the test moves.</summary>
internal sealed class ScriptedConnections : IDisposable
{
    private readonly ConcurrentQueue<Func<CancellationToken, Task<HttpResponseMessage>>> _script = new();
    private readonly ConcurrentQueue<string> _urls = new();
    private readonly List<ScriptedStream> _bodies = [];
    private readonly StubHandler _stub;

    public ScriptedConnections() => _stub = new StubHandler((request, token) =>
    {
        _urls.Enqueue(request.RequestUri!.PathAndQuery);
        return _script.TryDequeue(out Func<CancellationToken, Task<HttpResponseMessage>>? answer) ? answer(token) : Silence(token);
    })
    {
        Connect = async token =>
        {
            if (IsUnreachable)
            {
                _urls.Enqueue("(no connection)");
                await Silence(token);
            }
        },
    };

    public ManualTimeProvider Clock { get; } = new();

    /// <summary>The URLs of the connections so far.</summary>
    public IReadOnlyCollection<string> Urls => _urls;

    /// <summary>The bodies handed out so far, oldest first.</summary>
    public IReadOnlyList<ScriptedStream> Bodies => _bodies;

    public HttpRequestSender? Sender { get; private set; }

    /// <summary>Whether no connection can be made: nothing is sent, and nothing refused.</summary>
    public bool IsUnreachable { get; set; }

    /// <summary>The next connection answers with a stream that has sent some events; it goes on as the test says.</summary>
    public ScriptedStream Connect(params IEnumerable<string> events)
    {
        var body = new ScriptedStream();
        _bodies.Add(body);
        foreach (string data in events) Send(body, data);
        _script.Enqueue(_ => Task.FromResult(Stream(body)));
        return body;
    }

    /// <summary>The next connection is answered with a status and a body of its own.</summary>
    public void Answer(HttpStatusCode status, string body = "{}", string contentType = "application/json", string? retryAfter = null)
        => _script.Enqueue(_ =>
        {
            HttpResponseMessage response = StubHandler.Response(status, Encoding.UTF8.GetBytes(body), contentType);
            if (retryAfter is not null) response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
            return Task.FromResult(response);
        });

    public void Fail(Exception exception) => _script.Enqueue(_ => Task.FromException<HttpResponseMessage>(exception));

    /// <summary>The next connection is never answered.</summary>
    public void Hang() => _script.Enqueue(Silence);

    /// <summary>The next connection is silent for a time, and then ends as the script goes on.</summary>
    public void Hang(TimeSpan time, Action<ScriptedConnections> ending)
    {
        _script.Enqueue(async token =>
        {
            await Task.Delay(time, Clock, token);
            using var later = new ScriptedConnections();
            ending(later);
            _ = later._script.TryDequeue(out Func<CancellationToken, Task<HttpResponseMessage>>? answer);
            _bodies.AddRange(later._bodies);
            later._bodies.Clear();
            return await answer!(token);
        });
    }

    public static void Send(ScriptedStream body, string data) => body.Send(Encoding.UTF8.GetBytes($"data: {data}\n\n"));

    /// <summary>A subscription of a stream that announces gaps.</summary>
    public EventSubscription<Thing> Live(EventStreamOptions? options = null, OpenCodeClientOptions? client = null)
        => Subscribe("/event", ThingStreams.Live, options, client, CancellationToken.None);

    /// <summary>The same, until a token is cancelled.</summary>
    public EventSubscription<Thing> LiveUntil(EventStreamOptions options, CancellationToken cancellationToken)
        => Subscribe("/event", ThingStreams.Live, options, null, cancellationToken);

    /// <summary>A subscription of a stream that resumes by sequence number.</summary>
    public EventSubscription<Thing> Durable(string url = "/session/event", EventStreamOptions? options = null, OpenCodeClientOptions? client = null)
        => Subscribe(url, ThingStreams.Durable, options, client, CancellationToken.None);

    public HttpRequestSender CreateSender(EventStreamTraits<Thing> traits, OpenCodeClientOptions? client = null)
        => Sender = Samples.Sender(_stub, client, Clock, _ => traits);

    public static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Moves the clock to the end of the present back-off, and waits for the connection that follows.</summary>
    public async Task PassBackoffAsync(EventSubscription subscription)
    {
        await UntilAsync(() => subscription.State.Phase == EventStreamPhase.WaitingToReconnect && Clock.NextDue <= subscription.State.Delay);
        int connections = _urls.Count;
        Clock.Advance(subscription.State.Delay!.Value);
        await UntilAsync(() => _urls.Count > connections);
    }

    public void Dispose()
    {
        Sender?.Dispose();
        _stub.Dispose();
        foreach (ScriptedStream body in _bodies) body.Dispose();
    }

    private static async Task<HttpResponseMessage> Silence(CancellationToken token)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, token);
        throw new InvalidOperationException("unreachable");
    }

    private static HttpResponseMessage Stream(ScriptedStream body)
    {
        var response = new HttpResponseMessage { Content = new StreamContent(body) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", "text/event-stream");
        return response;
    }

    private EventSubscription<Thing> Subscribe(
        string url, EventStreamTraits<Thing> traits, EventStreamOptions? options, OpenCodeClientOptions? client, CancellationToken cancellationToken)
    {
        return CreateSender(traits, client).Subscribe(Samples.Watch, url, new RequestConfiguration { Stream = options }, null, cancellationToken);
    }
}
