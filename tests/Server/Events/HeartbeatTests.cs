using OpenCode.Server.Http;
using Xunit;

namespace OpenCode.Server.Tests.Events;

public sealed class HeartbeatTests : IAsyncDisposable
{
    private readonly Hub _hub = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_silent_stream_has_a_heartbeat_after_every_ten_seconds(bool isGlobal)
    {
        await using IAsyncEnumerator<EventFrame> stream = isGlobal
            ? _hub.Events.SubscribeGlobalAsync(null, Cancellation).GetAsyncEnumerator(Cancellation)
            : _hub.Open();
        await Hub.NextAsync(stream);
        for (int i = 0; i < 3; i++)
        {
            Task<Piece> next = Hub.NextAsync(stream);
            _hub.Clock.Advance(TimeSpan.FromSeconds(9.9));
            Assert.False(next.IsCompleted);
            _hub.Clock.Advance(TimeSpan.FromSeconds(0.1));
            Piece heartbeat = await next;

            // A client that comes back says where it was, and a heartbeat is no place.
            Assert.Null(heartbeat.Id);
            string plain = """{"id":"evt_\w{26}","type":"server.heartbeat","properties":{}}""";
            Assert.Matches(isGlobal ? $$"""^{"payload":{{plain}}}$""" : $"^{plain}$", heartbeat.Text);
        }
    }

    [Fact]
    public async Task An_event_that_is_told_puts_it_off_and_one_of_another_folder_does_not()
    {
        await using IAsyncEnumerator<EventFrame> stream = _hub.Open();
        await Hub.NextAsync(stream);
        Task<Piece> next = Hub.NextAsync(stream);
        _hub.Clock.Advance(TimeSpan.FromSeconds(6));
        _hub.Publish(1);
        Assert.Equal(1, (await next).Number);

        next = Hub.NextAsync(stream);
        await WaitsAsync(10);
        _hub.Clock.Advance(TimeSpan.FromSeconds(6));
        _hub.Publish(2, "/elsewhere");
        await WaitsAsync(4);
        Assert.False(next.IsCompleted);
        _hub.Clock.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal("server.heartbeat", (await next).Type);
    }

    [Fact]
    public async Task The_newer_api_has_a_comment_at_once_and_every_fifteen_seconds()
    {
        await using IAsyncEnumerator<EventFrame> stream = _hub.Events.SubscribeApiAsync(null, Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.Equal("server.connected", (await Hub.NextAsync(stream)).Type);
        Assert.Equal(": heartbeat", (await Hub.NextAsync(stream)).Text);
        for (int i = 0; i < 2; i++)
        {
            Task<Piece> next = Hub.NextAsync(stream);
            _hub.Clock.Advance(TimeSpan.FromSeconds(8));
            _hub.Publish(i);
            Assert.Equal(i, (await next).Number);
            next = Hub.NextAsync(stream);
            await WaitsAsync(7);
            _hub.Clock.Advance(TimeSpan.FromSeconds(7));
            Assert.Equal(": heartbeat", (await next).Text);
        }
    }

    private async Task WaitsAsync(int seconds)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (_hub.Clock.ArmedTimers != 1 || _hub.Clock.NextDue != TimeSpan.FromSeconds(seconds))
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
