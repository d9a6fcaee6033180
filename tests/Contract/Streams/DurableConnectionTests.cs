using System.Net;
using System.Net.Sockets;
using OpenCode.Core.Errors;
using OpenCode.Core.Events;
using OpenCode.Core.Options;
using OpenCode.Models;
using OpenCode.Testing;
using OpenCode.Testing.Events;

namespace OpenCode.Contract.Tests.Streams;

/// <summary>What a session's durable stream takes for a connection while its server has nothing to say, over real sockets.</summary>
public sealed class DurableConnectionTests
{
    private static CancellationToken Cancellation => StreamClient.Cancellation;

    [Theory(Timeout = StreamClient.TestLimit)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_request_that_was_written_is_live_over_new_and_over_kept_connections(bool isCallersOwn)
    {
        await using EventServer server = await EventServer.StartAsync(cancellationToken: Cancellation);
        server.Session();
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        using var client = new OpenCodeClient(new OpenCodeClientOptions
        {
            BaseUri = server.BaseUri,
            Password = "",
            HttpClient = isCallersOwn ? http : null,
        });
        for (int i = 0; i < 2; i++)
        {
            // The second time there is a connection already.
            EventSubscription<SessionDurableEvent> events = client.Api.Session[SampleEvents.SessionId].Event.SubscribeAsync(after: i, null, Cancellation);
            var live = new TaskCompletionSource<EventStreamState>(TaskCreationOptions.RunContinuationsAsynchronously);
            events.StateChanged += (_, state) =>
            {
                if (state.Phase == EventStreamPhase.Live) live.TrySetResult(state);
            };
            await using IAsyncEnumerator<SessionDurableEvent> reader = events.GetAsyncEnumerator(Cancellation);
            Task<bool> next = reader.MoveNextAsync().AsTask();

            // Before the first limit of silence, which would show the same.
            await live.Task.WaitAsync(TimeSpan.FromSeconds(4), Cancellation);
            Assert.False(next.IsCompleted);
            server.Session().Append(SampleEvents.SessionTextEnded(i + 1, "text"));
            Assert.True(await next);
            await client.SendRawAsync(HttpMethod.Get, "/nothing", cancellationToken: Cancellation);
        }

        Assert.All(server.Requests.Where(r => r.Path.EndsWith("/event", StringComparison.Ordinal)), r => Assert.Empty(r.Body));
    }

    [Fact(Timeout = StreamClient.TestLimit)]
    public async Task Without_a_connection_it_is_never_live_and_gives_up()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "How a full queue of connections behaves is particular to Linux.");
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        int port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        List<Socket> queue = [];
        for (int i = 0; i < 4; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            queue.Add(socket);
            _ = socket.ConnectAsync(IPAddress.Loopback, port, Cancellation).AsTask().ContinueWith(static t => t.Exception, TaskScheduler.Default);
        }

        using OpenCodeClient client = StreamClient.Connect(new Uri($"http://127.0.0.1:{port}"));
        EventStreamOptions options = StreamClient.Impatient with { RefreshAfter = TimeSpan.FromSeconds(2), GiveUpAfter = TimeSpan.FromSeconds(5) };
        EventSubscription<SessionDurableEvent> events = client.Api.Session["ses_1"].Event.SubscribeAsync(null, options, Cancellation);
        List<EventStreamPhase> phases = [];
        events.StateChanged += (_, state) => phases.Add(state.Phase);

        await Assert.ThrowsAsync<ApiTimeoutException>(() => ReadAsync(events));

        Assert.DoesNotContain(EventStreamPhase.Live, phases);
        queue.ForEach(static socket => socket.Dispose());
    }

    [Fact(Timeout = StreamClient.TestLimit)]
    public async Task A_gateway_that_refuses_late_is_given_up()
    {
        await using EventServer server = await EventServer.StartAsync(cancellationToken: Cancellation);
        string path = $"/api/session/{SampleEvents.SessionId}/event";
        server.AnswerAlways("GET", path, new ScriptedResponse(504) { Delay = TimeSpan.FromSeconds(1.5) });
        using OpenCodeClient client = StreamClient.Connect(server.BaseUri);
        EventStreamOptions options = new() { GiveUpAfter = TimeSpan.FromSeconds(4), MaxReconnectDelay = TimeSpan.FromSeconds(1) };

        var error = await Assert.ThrowsAsync<ApiStatusException>(
            () => ReadAsync(client.Api.Session[SampleEvents.SessionId].Event.SubscribeAsync(null, options, Cancellation)));

        Assert.Equal(HttpStatusCode.GatewayTimeout, error.Status);
        Assert.InRange(server.CountOf("GET", path), 2, 4);
    }

    private static async Task ReadAsync(EventSubscription<SessionDurableEvent> events)
    {
        await foreach (SessionDurableEvent _ in events)
        {
        }
    }
}
