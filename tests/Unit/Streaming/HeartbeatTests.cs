using OpenCode.Client.Tests.Http;
using OpenCode.Core.Events;
using Xunit;

using static OpenCode.Client.Tests.Streaming.ThingStreams;

namespace OpenCode.Client.Tests.Streaming;

/// <summary>Signs of life keep a connection, whatever they are, and are not events.</summary>
public sealed class HeartbeatTests : IDisposable
{
    private readonly ScriptedConnections _server = new();

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("data: {\"name\":\"heartbeat\"}\n\n", 10)]
    [InlineData(": heartbeat\n\n", 15)]
    public async Task Hold_an_idle_stream_for_a_day(string heartbeat, int seconds)
    {
        ScriptedStream body = _server.Connect();
        EventSubscription<Thing> events = _server.Live();
        await using IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);
        ValueTask<bool> next = reader.MoveNextAsync();
        for (int i = 0; i < 24 * 60 * 60 / seconds; i++)
        {
            await ScriptedConnections.UntilAsync(() => _server.Clock.ArmedTimers == 1 && _server.Clock.NextDue == TimeSpan.FromSeconds(45));
            _server.Clock.Advance(TimeSpan.FromSeconds(seconds));
            body.Send(System.Text.Encoding.UTF8.GetBytes(heartbeat));
        }

        ScriptedConnections.Send(body, Event("a"));

        Assert.True(await next);
        Assert.Equal("a", reader.Current.Name);
        Assert.Single(_server.Urls);
    }

    [Fact]
    public async Task Are_delivered_when_asked_for()
    {
        _server.Connect(Event("heartbeat"), Event("a"));
        await using IAsyncEnumerator<Thing> reader = _server.Live(new() { IncludeHeartbeats = true }).GetAsyncEnumerator(Samples.Token);

        Assert.True(await reader.MoveNextAsync());
        Assert.Equal("heartbeat", reader.Current.Name);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_asked_again_soon()
    {
        _server.Hang();
        _server.Hang();
        _server.Connect(Event("a"));
        EventSubscription<Thing> events = _server.Live();
        await using IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);
        ValueTask<bool> next = reader.MoveNextAsync();

        foreach ((int attempt, int patience) in new[] { (1, 5), (2, 10) })
        {
            // The timer is set before the request is sent; a clock that is moved between the two would cancel a request that nobody counts.
            await ScriptedConnections.UntilAsync(() => _server.Urls.Count == attempt && _server.Clock.ArmedTimers == 1);
            Assert.InRange(_server.Clock.NextDue!.Value.TotalSeconds, patience - 0.01, patience);
            _server.Clock.Advance(TimeSpan.FromSeconds(patience));
            await _server.PassBackoffAsync(events);
        }

        Assert.True(await next);
        Assert.Equal("a", reader.Current.Name);
    }

    [Fact]
    public async Task Time_in_which_the_reader_holds_the_stream_up_does_not_count()
    {
        ScriptedStream body = _server.Connect(Enumerable.Range(0, 100).Select(i => Event($"{i}")));
        EventSubscription<Thing> events = _server.Live(new() { BufferedEvents = 4 });
        await using IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);
        Assert.True(await reader.MoveNextAsync());
        await ScriptedConnections.UntilAsync(() => _server.Clock.ArmedTimers == 0);

        _server.Clock.Advance(TimeSpan.FromHours(8));
        for (int i = 1; i < 100; i++)
        {
            Assert.True(await reader.MoveNextAsync());
            Assert.Equal($"{i}", reader.Current.Name);
        }

        ScriptedConnections.Send(body, Event("last"));
        Assert.True(await reader.MoveNextAsync());
        Assert.Equal("last", reader.Current.Name);
    }
}
