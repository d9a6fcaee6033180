using System.Globalization;
using System.Net.Sockets;
using OpenCode.Testing;
using OpenCode.Testing.Events;
using OpenCode.Testing.Faults;

namespace OpenCode.Contract.Tests.Faults;

/// <summary>The three streams of live events of the stand-in server.</summary>
public sealed class LiveEventStreamsTests
{
    private const int Limit = 60_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Routes => new()
    {
        { "/event", SampleEvents.ServerConnected(1) },
        { "/global/event", SampleEvents.Global(SampleEvents.ServerConnected(1)) },
        { "/api/event", SampleEvents.ApiServerConnected(1) },
    };

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Routes))]
    public async Task Every_subscriber_reads_the_greeting_and_then_all_events_in_order(string path, string greeting)
    {
        const int Count = 3000;
        await using EventServer server = await EventServer.StartAsync(cancellationToken: Cancellation);
        using HttpClient http = new() { BaseAddress = server.BaseUri };
        LiveEventStreams streams = StreamsOf(server, path);
        await streams.PublishAsync("""{"nobody":"listens"}""", Cancellation);
        await using SseClient first = await SseClient.OpenAsync(http, path);
        await using SseClient second = await SseClient.OpenAsync(http, path);
        Assert.Equal(greeting, await first.NextAsync());
        Assert.NotNull(await second.NextAsync());

        Task publishing = Task.Run(PublishAsync, Cancellation);
        Task<List<string>> readingFirst = ReadToEndAsync(first);
        Task<List<string>> readingSecond = ReadToEndAsync(second);
        await publishing;
        server.EndStreams();

        string[] expected = [.. Enumerable.Range(0, Count).Select(EventOf)];
        Assert.Equal(expected, await readingFirst);
        Assert.Equal(expected, await readingSecond);
        await streams.WaitForOpenAsync(0, Cancellation);
        Assert.Equal((0, 2), (server.OpenStreams, server.StreamsOpened));

        async Task PublishAsync()
        {
            for (int i = 0; i < Count; i++) await streams.PublishAsync(EventOf(i), Cancellation);
        }
    }

    [Theory(Timeout = Limit)]
    [InlineData("/event", "data: {\"id\":\"evt_00000000000200000000000002\",\"type\":\"server.heartbeat\",\"properties\":{}}\n\n")]
    [InlineData("/global/event", "data: {\"payload\":{\"id\":\"evt_00000000000200000000000002\",\"type\":\"server.heartbeat\",\"properties\":{}}}\n\n")]
    [InlineData("/api/event", ": heartbeat\n\n")]
    public async Task A_heartbeat_has_the_form_of_its_route(string path, string bytes)
    {
        await using EventServer server = await EventServer.StartAsync(cancellationToken: Cancellation);
        using RawClient client = await RawClient.ConnectAsync(server.BaseUri, $"GET {path} HTTP/1.1\r\nHost: test\r\n\r\n");
        string greeting = await client.ReadUntilAsync(path == "/api/event" ? ": heartbeat\n\n" : "}\n\n");
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", greeting, StringComparison.Ordinal);
        Assert.Contains("Content-Type: text/event-stream\r\n", greeting, StringComparison.Ordinal);

        await StreamsOf(server, path).SendHeartbeatAsync(Cancellation);

        Assert.Contains(bytes, await client.ReadUntilAsync(bytes), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task Aborted_streams_are_reset()
    {
        await using EventServer server = await EventServer.StartAsync(cancellationToken: Cancellation);
        using RawClient client = await RawClient.ConnectAsync(server.BaseUri, "GET /event HTTP/1.1\r\nHost: test\r\n\r\n");
        await client.ReadUntilAsync("}\n\n");

        server.AbortStreams();

        Assert.Equal(ConnectionEnding.Reset, (await client.ReadToEndAsync()).Ending);
        await server.Events.WaitForOpenAsync(0, Cancellation);
    }

    [Fact(Timeout = Limit)]
    public async Task Publishing_waits_for_a_subscriber_that_does_not_read()
    {
        await using EventServer server = await EventServer.StartAsync(new EventServerOptions { QueueLength = 4 }, Cancellation);
        using RawClient client = await RawClient.ConnectAsync(server.BaseUri, "GET /event HTTP/1.1\r\nHost: test\r\n\r\n");
        await server.Events.WaitForOpenAsync(1, Cancellation);
        string large = SampleEvents.MessagePartDelta(1, new string('x', 1_000_000));

        int published = 0;
        Task publishing = Task.Run(PublishAsync, Cancellation);

        // What the system buffers for a connection is some megabytes.
        int before;
        do
        {
            before = Volatile.Read(ref published);
            await Task.Delay(TimeSpan.FromMilliseconds(300), Cancellation);
        }
        while (Volatile.Read(ref published) > before);
        Assert.InRange(before, 0, 50);
        Assert.False(publishing.IsCompleted);

        client.Socket.LingerState = new LingerOption(enable: true, seconds: 0);
        client.Socket.Dispose();
        await publishing;

        async Task PublishAsync()
        {
            for (int i = 0; i < 60; i++)
            {
                await server.Events.PublishAsync(large, Cancellation);
                Interlocked.Increment(ref published);
            }
        }
    }

    [Fact(Timeout = Limit)]
    public async Task A_server_that_stops_ends_its_streams()
    {
        EventServer server = await EventServer.StartAsync(cancellationToken: Cancellation);
        server.Session();
        using RawClient live = await RawClient.ConnectAsync(server.BaseUri, "GET /api/event HTTP/1.1\r\nHost: test\r\n\r\n");
        using RawClient silent =
            await RawClient.ConnectAsync(server.BaseUri, $"GET /api/session/{SampleEvents.SessionId}/event HTTP/1.1\r\nHost: test\r\n\r\n");
        await server.ApiEvents.WaitForOpenAsync(1, Cancellation);
        await server.Session().WaitForOpenAsync(1, Cancellation);

        await server.DisposeAsync();

        Assert.NotEqual(ConnectionEnding.Stall, (await live.ReadToEndAsync()).Ending);
        Assert.NotEqual(ConnectionEnding.Stall, (await silent.ReadToEndAsync()).Ending);
        Assert.Equal(0, server.OpenStreams);
    }

    private static LiveEventStreams StreamsOf(EventServer server, string path) => path switch
    {
        "/event" => server.Events,
        "/global/event" => server.GlobalEvents,
        _ => server.ApiEvents,
    };

    private static string EventOf(int number) => SampleEvents.MessagePartDelta(number, string.Create(CultureInfo.InvariantCulture, $"é€😀 {number}"));

    private static async Task<List<string>> ReadToEndAsync(SseClient client)
    {
        List<string> events = [];
        while (await client.NextAsync() is { } json) events.Add(json);
        return events;
    }
}
