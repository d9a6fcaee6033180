using OpenCode.Server.Events;
using OpenCode.Server.Http;
using Xunit;

namespace OpenCode.Server.Tests.Events;

public sealed class ManyStreamsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Five_hundred_streams_hear_ten_thousand_events()
    {
        // The clock of tests looks at every timer there is, whenever one is set.
        await using Hub hub = new(pending: 10_000, clock: TimeProvider.System);
        Task<(int Count, long Hash)>[] all = [.. Enumerable.Range(0, 500).Select(_ => ReadAsync(hub.Open()))];
        for (int i = 0; i < 10_000; i++) hub.Publish(i);
        await hub.Events.FlushAsync(Cancellation);
        hub.Events.End();

        (int Count, long Hash)[] heard = await Task.WhenAll(all);
        Assert.All(heard, h => Assert.Equal((10_001, heard[0].Hash), h));
    }

    [Fact]
    public void What_is_kept_for_those_who_come_back_is_bounded_by_its_size()
    {
        EventRing ring = new(1000, 1000, mostBytes: 1 << 20);
        for (int i = 0; i < 1000; i++) ring.Add(new ToldEvent($"evt_{i:x12}", new ServerEvent("t", new Hub.Data("{}"), null), new byte[10_000]));

        Assert.Null(Replayed("evt_" + 500.ToString("x12")));
        Assert.Equal(999, Replayed("evt_" + 998.ToString("x12")));

        long? Replayed(string id)
        {
            RingPlace place = ring.Begin(id);
            return place.Next == place.Live ? null : place.Next;
        }
    }

    [Fact]
    public async Task A_stream_that_nobody_reads_holds_no_events()
    {
        await using Hub hub = new(pending: 10, replayed: 10);
        await using IAsyncEnumerator<EventFrame> stuck = hub.Open();
        await Hub.NextAsync(stuck);
        WeakReference first = Publish(hub);
        for (int i = 0; i < 20; i++) hub.Publish(i);
        GC.Collect();

        Assert.False(first.IsAlive);

        static WeakReference Publish(Hub hub)
        {
            ServerEvent happened = new("t", new Hub.Data("{}"), Hub.Folder);
            hub.Events.Publish(happened);
            return new WeakReference(happened);
        }
    }

    private static async Task<(int Count, long Hash)> ReadAsync(IAsyncEnumerator<EventFrame> stream)
    {
        int count = 0;
        long hash = 0;

        // The greeting is each one's own.
        while (await stream.MoveNextAsync())
        {
            if (count++ > 0) hash = (hash * 31) + stream.Current.Bytes.Span[^20] + stream.Current.Bytes.Length;
        }

        return (count, hash);
    }
}
