using OpenCode.Server.Http;
using Xunit;

namespace OpenCode.Server.Tests.Events;

public sealed class ReplayTests
{
    [Theory]
    [InlineData(19, 0)]
    [InlineData(18, 1)]
    [InlineData(10, 9)]
    [InlineData(9, 10)]
    [InlineData(8, 0)]
    [InlineData(0, 0)]
    public async Task Who_comes_back_hears_what_was_missed_if_that_is_not_too_much(int last, int replayed)
    {
        await using Hub hub = new(replayed: 10);
        string[] ids = await PublishAsync(hub, 20);
        await using IAsyncEnumerator<EventFrame> stream = hub.Open(ids[last]);
        Piece connected = await Hub.NextAsync(stream);

        // Who is cut before the first event that was missed is where it was.
        Assert.Equal("server.connected", connected.Type);
        Assert.Equal(replayed > 0 ? ids[last] : ids[19], connected.Id);
        hub.Publish(20);

        Assert.Equal(Enumerable.Range(20 - replayed, replayed + 1), await Hub.NumbersAsync(stream, replayed + 1));
    }

    [Theory]
    [InlineData("evt_000000000000aaaaaaaaaaaaaa")]
    [InlineData("evt_ffffffffffffaaaaaaaaaaaaaa")]
    [InlineData("nonsense")]
    public async Task An_id_that_nobody_knows_replays_nothing(string last)
    {
        await using Hub hub = new();
        await PublishAsync(hub, 5);
        await using IAsyncEnumerator<EventFrame> stream = hub.Open(last);
        hub.Publish(5);
        await Hub.NextAsync(stream);

        await Hub.HearsAsync(stream, 5);
    }

    [Fact]
    public async Task Who_heard_nothing_but_the_greeting_misses_nothing_either()
    {
        await using Hub hub = new();
        await PublishAsync(hub, 1);
        await using IAsyncEnumerator<EventFrame> before = hub.Open();
        string greeted = (await Hub.NextAsync(before)).Id!;
        await PublishAsync(hub, 3);
        await using IAsyncEnumerator<EventFrame> after = hub.Open(greeted);
        await Hub.NextAsync(after);

        await Hub.HearsAsync(after, 0, 1, 2);
    }

    [Fact]
    public async Task Who_has_missed_more_than_may_be_pending_is_not_cut_for_that()
    {
        await using Hub hub = new(pending: 4, replayed: 100);
        string[] ids = await PublishAsync(hub, 100);
        await using IAsyncEnumerator<EventFrame> stream = hub.Open(ids[0]);
        await Hub.NextAsync(stream);

        Assert.Equal(Enumerable.Range(1, 99), await Hub.NumbersAsync(stream, 99));
    }

    [Fact]
    public async Task What_is_replayed_is_filtered_as_everything()
    {
        await using Hub hub = new();
        string[] ids = await PublishAsync(hub, 1);
        hub.Publish(1, "/elsewhere");
        hub.Publish(2);
        await using IAsyncEnumerator<EventFrame> stream = hub.Open(ids[0]);
        await Hub.NextAsync(stream);

        await Hub.HearsAsync(stream, 2);
    }

    private static async Task<string[]> PublishAsync(Hub hub, int count)
    {
        await using IAsyncEnumerator<EventFrame> stream = hub.Open();
        await Hub.NextAsync(stream);
        var ids = new string[count];
        for (int i = 0; i < count; i++)
        {
            hub.Publish(i);
            ids[i] = (await Hub.NextAsync(stream)).Id!;
        }

        return ids;
    }
}
