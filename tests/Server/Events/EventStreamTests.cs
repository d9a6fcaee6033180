using OpenCode.Server.Http;
using Xunit;

namespace OpenCode.Server.Tests.Events;

public sealed class EventStreamTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_come_in_the_order_in_which_they_were_published_also_when_some_have_to_be_kept()
    {
        await using Hub hub = new(pending: 1000);
        await using IAsyncEnumerator<EventFrame> stream = hub.Open();
        await Hub.NextAsync(stream);
        for (int i = 0; i < 500; i++) hub.Publish(i, session: i % 3 == 0 ? "ses_1" : null);

        Assert.Equal(Enumerable.Range(0, 500), await Hub.NumbersAsync(stream, 500));
    }

    [Fact]
    public async Task Ids_ascend_with_the_events()
    {
        await using Hub hub = new();
        await using IAsyncEnumerator<EventFrame> stream = hub.Open();
        await Hub.NextAsync(stream);
        Parallel.For(0, 50, i => hub.Publish(i, session: i % 2 == 0 ? "ses_1" : null));
        List<string> ids = [];
        for (int i = 0; i < 50; i++) ids.Add((await Hub.NextAsync(stream)).Id!);

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
    }

    [Fact]
    public async Task A_folder_hears_of_itself_and_of_the_server()
    {
        await using Hub hub = new();
        await using IAsyncEnumerator<EventFrame> stream = hub.Open();
        await using IAsyncEnumerator<EventFrame> global = hub.Events.SubscribeGlobalAsync(null, Cancellation).GetAsyncEnumerator(Cancellation);
        hub.Publish(1);
        hub.Publish(2, $"{Hub.Folder}/below");
        hub.Publish(3, "/elsewhere");
        hub.Publish(4, null);
        hub.Publish(5);
        await Hub.NextAsync(stream);
        await Hub.NextAsync(global);

        await Hub.HearsAsync(stream, 1, 4, 5);
        await Hub.HearsAsync(global, 1, 2, 3, 4, 5);
    }

    [Theory]
    [InlineData(100, false)]
    [InlineData(101, true)]
    public async Task One_that_lags_too_far_behind_is_cut_and_others_notice_nothing(int events, bool isCut)
    {
        await using Hub hub = new(pending: 100);
        await using IAsyncEnumerator<EventFrame> slow = hub.Open();
        await using IAsyncEnumerator<EventFrame> quick = hub.Open();
        await Hub.NextAsync(slow);
        await Hub.NextAsync(quick);
        for (int i = 0; i < events; i++)
        {
            hub.Publish(i);
            Assert.Equal(i, (await Hub.NextAsync(quick)).Number);
        }

        if (isCut) Assert.False(await slow.MoveNextAsync());
        else Assert.Equal(Enumerable.Range(0, events), await Hub.NumbersAsync(slow, events));
    }

    [Fact]
    public async Task A_stream_of_a_folder_ends_with_its_instance_after_what_was_published_before()
    {
        await using Hub hub = new();
        await using IAsyncEnumerator<EventFrame> ended = hub.Open();
        await using IAsyncEnumerator<EventFrame> other = hub.Open(directory: "/elsewhere");
        await using IAsyncEnumerator<EventFrame> global = hub.Events.SubscribeGlobalAsync(null, Cancellation).GetAsyncEnumerator(Cancellation);
        await Hub.NextAsync(ended);
        hub.Publish(1, session: "ses_1");
        hub.Events.EndDirectory(Hub.Folder);
        hub.Publish(2);
        hub.Publish(3, null);

        string last = (await Hub.NextAsync(ended)).Id!;
        Assert.False(await ended.MoveNextAsync());
        await Hub.NextAsync(other);
        await Hub.HearsAsync(other, 3);
        await Hub.NextAsync(global);
        await Hub.HearsAsync(global, 1, 2, 3);

        // Who comes back is not ended again by what has ended already.
        await using IAsyncEnumerator<EventFrame> again = hub.Open(last);
        await Hub.NextAsync(again);
        await Hub.HearsAsync(again, 2, 3);
    }

    [Fact]
    public async Task The_end_of_the_server_ends_all_streams_after_what_was_told()
    {
        Hub hub = new();
        await using IAsyncEnumerator<EventFrame> stream = hub.Open();
        await using IAsyncEnumerator<EventFrame> session = hub.Sessions.ReadAsync("ses_1", -1, Cancellation).GetAsyncEnumerator(Cancellation);
        hub.Publish(1, session: "ses_1");
        await Hub.NextAsync(stream);
        Assert.Equal(1, (await Hub.NextAsync(session)).Number);
        await hub.DisposeAsync();

        Assert.Equal(1, (await Hub.NextAsync(stream)).Number);
        Assert.False(await stream.MoveNextAsync());
        Assert.False(await session.MoveNextAsync());
    }

    [Fact]
    public async Task A_caller_that_goes_ends_its_stream()
    {
        await using Hub hub = new();
        using CancellationTokenSource gone = new();
        await using IAsyncEnumerator<EventFrame> stream = hub.Events.SubscribeAsync(Hub.Folder, null, CancellationToken.None).GetAsyncEnumerator(gone.Token);
        await Hub.NextAsync(stream);
        Task<bool> next = stream.MoveNextAsync().AsTask();
        await gone.CancelAsync();

        Assert.False(await next.WaitAsync(TimeSpan.FromSeconds(20), Cancellation));
    }
}
