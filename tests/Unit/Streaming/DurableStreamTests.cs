using System.Net;
using OpenCode.Client.Tests.Http;
using OpenCode.Core.Errors;
using OpenCode.Core.Events;
using OpenCode.Streaming;
using Xunit;

using static OpenCode.Client.Tests.Streaming.ThingStreams;

namespace OpenCode.Client.Tests.Streaming;

/// <summary>A stream that resumes by sequence number: nothing lost, nothing twice, nothing to tell.</summary>
public sealed class DurableStreamTests : IDisposable
{
    private readonly ScriptedConnections _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Goes_on_after_the_last_event_that_came()
    {
        _server.Connect(Event("a", 0), Event("b", 1)).Break(new IOException());
        _server.Connect(Event("c", 2)).End();
        _server.Connect(Event("d", 7)).End();
        EventSubscription<Thing> events = _server.Durable("/session/event?x=1");
        await using IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);
        Task<List<string>> names = TakeAsync(reader, 4);

        await _server.PassBackoffAsync(events);

        Assert.Equal(["a", "b", "c", "d"], await names);
        Assert.Equal(7, events.Position);
        Assert.Equal(["/session/event?x=1", "/session/event?x=1&after=1", "/session/event?x=1&after=2"], _server.Urls.Take(3));
    }

    [Fact]
    public async Task What_the_server_repeats_is_not_delivered_again()
    {
        _server.Connect(Event("a", 0), Event("b", 1), Event("b", 1)).End();
        _server.Connect(Event("a", 0), Event("b", 1), Event("c", 2));
        await using IAsyncEnumerator<Thing> reader = _server.Durable().GetAsyncEnumerator(Samples.Token);

        Assert.Equal(["a", "b", "c"], await TakeAsync(reader, 3));
    }

    [Fact]
    public async Task Begins_and_resumes_where_its_URL_says()
    {
        _server.Connect(Event("c", 42)).End();
        EventSubscription<Thing> events = _server.Durable("/session/event?after=41");
        Assert.Equal(41, events.Position);
        await using IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);

        Assert.Equal("c", (await TakeAsync(reader, 1))[0]);
        await ScriptedConnections.UntilAsync(() => _server.Urls.Count == 2);

        Assert.Equal(42, events.Position);
        Assert.Equal(["/session/event?after=41", "/session/event?after=42"], _server.Urls);
    }

    [Fact]
    public async Task Position_is_what_the_reader_took_and_not_what_has_arrived()
    {
        _server.Connect(Event("a", 1), Event("b", 2), Event("c", 3));
        EventSubscription<Thing> events = _server.Durable();
        await using IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);

        Assert.Null(events.Position);
        await TakeAsync(reader, 2);

        Assert.Equal(2, events.Position);
    }

    [Fact]
    public async Task Silence_is_presumed_to_be_a_good_connection_and_the_request_is_renewed_now_and_then()
    {
        for (int i = 0; i < 3; i++) _server.Hang();
        _server.Connect(Event("late", 5));
        EventSubscription<Thing> events = _server.Durable("/session/event?after=4");
        var phases = new List<EventStreamPhase>();
        events.StateChanged += (_, state) => phases.Add(state.Phase);
        await using IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);
        Task<List<string>> names = TakeAsync(reader, 1);

        await ScriptedConnections.UntilAsync(() => _server.Clock.ArmedTimers == 2);
        Assert.Equal(EventStreamPhase.Connecting, events.State.Phase);
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        await ScriptedConnections.UntilAsync(() => events.State.Phase == EventStreamPhase.Live);
        double[] patience = [4, 10, 20];
        for (int i = 0; i < patience.Length; i++)
        {
            Assert.Equal(i + 1, _server.Urls.Count);
            await ScriptedConnections.UntilAsync(() => _server.Clock.ArmedTimers == 1);
            _server.Clock.Advance(TimeSpan.FromSeconds(patience[i]));
            await ScriptedConnections.UntilAsync(() => _server.Urls.Count == i + 2);
        }

        Assert.Equal(["late"], await names);
        Assert.Equal([EventStreamPhase.Connecting, EventStreamPhase.Live], phases);
        Assert.All(_server.Urls, url => Assert.Equal("/session/event?after=4", url));
    }

    [Fact]
    public async Task An_unknown_session_ends_it()
    {
        _server.Answer(HttpStatusCode.NotFound);
        await using IAsyncEnumerator<Thing> reader = _server.Durable().GetAsyncEnumerator(Samples.Token);

        await Assert.ThrowsAsync<ApiNotFoundException>(async () => await reader.MoveNextAsync());
    }

    [Fact]
    public async Task Thousands_of_cuts_at_any_place_lose_nothing_and_repeat_nothing()
    {
        const int Total = 5000;
        var random = new Random(20261121);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Samples.Token);
        int sent = 0;
        while (sent < Total)
        {
            // Each connection repeats a little, and breaks in the middle of an event.
            int from = Math.Max(0, sent - random.Next(3));
            sent = Math.Min(Total, sent + random.Next(1, 50));
            ScriptedStream body = _server.Connect(Enumerable.Range(from, sent - from).Select(i => Event($"{i}", i)));
            body.Send("data: {\"name\":\"cut of"u8);
            if (random.Next(2) == 0) body.End();
            else body.Break(new IOException());
        }

        EventSubscription<Thing> events = _server.Durable();
        Task clock = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    if (events.State.Phase == EventStreamPhase.WaitingToReconnect) _server.Clock.Advance(TimeSpan.FromSeconds(30));
                    await Task.Yield();
                }
            },
            Samples.Token);
        await using IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);

        Assert.Equal(Enumerable.Range(0, Total).Select(i => $"{i}"), await TakeAsync(reader, Total));
        await stop.CancelAsync();
        await clock;
    }

    [Theory]
    [InlineData("/a", -1, "/a?after=9")]
    [InlineData("/a?after=3", 3, "/a?after=9")]
    [InlineData("/a?x=1&after=3&y=2", 3, "/a?x=1&y=2&after=9")]
    [InlineData("/a?afterwards=3", -1, "/a?afterwards=3&after=9")]
    [InlineData("/a?after=", -1, "/a?after=9")]
    [InlineData("/a?after=soon", -1, "/a?after=9")]
    public void Cursor_is_read_from_and_written_to_a_URL(string url, long read, string written)
    {
        Assert.Equal(read, StreamCursor.Read(url, "after"));
        Assert.Equal(written, StreamCursor.Write(url, "after", 9));
    }

    private static async Task<List<string>> TakeAsync(IAsyncEnumerator<Thing> reader, int count)
    {
        var names = new List<string>();
        while (names.Count < count && await reader.MoveNextAsync()) names.Add(reader.Current.Name);
        return names;
    }
}
