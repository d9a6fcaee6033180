using OpenCode.Models;
using OpenCode.Server.Events;
using OpenCode.Server.Http;
using OpenCode.Server.Operations;
using OpenCode.Server.Storage;
using Xunit;

namespace OpenCode.Server.Tests.Events;

public sealed class SessionStreamTests : IAsyncDisposable
{
    private const string Session = "ses_1";

    private readonly InMemoryStore _store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Its_events_are_numbered_from_zero_and_told_again_as_they_were()
    {
        await using Hub hub = new(_store);
        for (int i = 0; i < 3; i++) hub.Publish(i, session: Session);
        hub.Publish(100, session: "ses_2");
        await using IAsyncEnumerator<EventFrame> stream = Open(hub);
        await using IAsyncEnumerator<EventFrame> api = hub.Events.SubscribeApiAsync(null, Cancellation).GetAsyncEnumerator(Cancellation);

        for (int i = 0; i < 3; i++)
        {
            Piece told = await Hub.NextAsync(stream);
            Assert.Equal((i, $"{i}"), (told.Number, told.Id));
            Assert.Equal($$"""{"aggregateID":"ses_1","seq":{{i}},"version":1}""", told.Json.GetProperty("durable").GetRawText());
            Assert.Equal(["id", "type", "durable", "data"], told.Json.EnumerateObject().Select(static p => p.Name));
        }
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("0", 1)]
    [InlineData("4", 5)]
    public async Task It_begins_after_a_number_and_goes_on_with_what_happens(string? after, int first)
    {
        await using Hub hub = new(_store);
        for (int i = 0; i < 5; i++) hub.Publish(i, session: Session);
        await hub.Events.FlushAsync(Cancellation);
        await using IAsyncEnumerator<EventFrame> stream = Open(hub, after);
        hub.Publish(5, session: Session);

        Assert.Equal(Enumerable.Range(first, 6 - first), await Hub.NumbersAsync(stream, 6 - first));
    }

    [Fact]
    public async Task Beyond_the_end_it_is_silent_until_the_number_is_passed()
    {
        await using Hub hub = new(_store);
        await using IAsyncEnumerator<EventFrame> stream = Open(hub, "3");
        Task hearing = Hub.HearsAsync(stream, 4);
        for (int i = 0; i < 5; i++) hub.Publish(i, session: Session);

        await hearing;
    }

    [Fact]
    public async Task A_browser_that_comes_back_goes_on_where_it_was()
    {
        await using Hub hub = new(_store);
        for (int i = 0; i < 5; i++) hub.Publish(i, session: Session);
        await using IAsyncEnumerator<EventFrame> stream = Open(hub, "0", lastEventId: "2");

        await Hub.HearsAsync(stream, 3, 4);
    }

    [Fact]
    public async Task After_a_restart_the_numbers_go_on()
    {
        await using (Hub first = new(_store))
        {
            for (int i = 0; i < 3; i++) first.Publish(i, session: Session);
        }

        await using Hub second = new(_store);
        for (int i = 3; i < 5; i++) second.Publish(i, session: Session);
        await using IAsyncEnumerator<EventFrame> stream = Open(second, "1");

        for (int i = 2; i < 5; i++) Assert.Equal($"{i}", (await Hub.NextAsync(stream)).Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("x")]
    public async Task What_is_no_number_is_refused_before_the_stream_begins(string after)
    {
        await using Hub hub = new(_store);

        Assert.Equal(400, Assert.Throws<OperationException>(() => Open(hub, after)).Status);
        V2SessionHistoryCall call = new() { HttpContext = Hub.Request(), SessionId = Session, After = after };
        Assert.Equal(400, (await Assert.ThrowsAsync<OperationException>(() => hub.Sessions.HistoryAsync(call, Cancellation))).Status);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Between_what_is_replayed_and_what_happens_nothing_is_missing_and_nothing_is_twice(int seed)
    {
        Random random = new(seed);
        await using Hub hub = new(_store);
        int before = random.Next(0, 600);
        int all = before + random.Next(1, 600);
        for (int i = 0; i < before; i++) hub.Publish(i, session: Session);
        Task publishing = Task.Run(
            async () =>
            {
                for (int i = before; i < all; i++)
                {
                    hub.Publish(i, session: Session, type: random.Next(10) == 0 ? "session.updated" : "session.next.tried");
                    if (random.Next(4) == 0) await Task.Yield();
                    if (random.Next(50) == 0) await hub.Events.FlushAsync(Cancellation);
                }

                hub.Publish(all, session: Session);
            },
            Cancellation);
        Task<List<(long Sequence, string Id)>>[] reading =
            [.. Enumerable.Range(0, 8).Select(_ => ReadAsync(hub, random.Next(-1, all), random.Next(), all))];
        await publishing;
        List<(long Sequence, string Id)>[] heard = await Task.WhenAll(reading);

        IReadOnlyList<StoredRecord> kept = await _store.ListAsync("event", Session, Cancellation);
        long[] told = [.. kept.Where(SessionEventRecord.IsTold).Select(SessionEventRecord.SequenceOf)];
        Assert.All(heard, h =>
        {
            Assert.Equal(h.Select(static e => e.Sequence).Distinct().Order(), h.Select(static e => e.Sequence));
            Assert.Equal(told.Count(t => t >= h[0].Sequence), h.Count);
        });
    }

    [Theory(Timeout = 60_000)]
    [InlineData(null, 0, 1)]
    [InlineData("0", 1, 2)]
    [InlineData("1", 2, 3)]
    public async Task What_happens_while_a_stream_looks_into_the_store_is_told(string? after, int first, int second)
    {
        SlowStore store = new();
        await using Hub hub = new(store);
        hub.Publish(0, session: Session);
        await hub.Events.FlushAsync(Cancellation);
        store.Found = async () =>
        {
            store.Found = null;
            for (int i = 1; i <= 3; i++) hub.Publish(i, session: Session);
            await hub.Events.FlushAsync(Cancellation);
        };
        await using IAsyncEnumerator<EventFrame> stream = Open(hub, after);

        await Hub.HearsAsync(stream, first, second);
    }

    [Fact]
    public async Task History_has_pages_of_what_the_stream_tells()
    {
        await using Hub hub = new(_store);
        for (int i = 0; i < 700; i++) hub.Publish(i, session: Session, type: i % 2 == 0 ? "session.next.tried" : "session.updated");
        await hub.Events.FlushAsync(Cancellation);

        SessionHistory first = await HistoryAsync(null, null);
        Assert.Equal((50, true, 98), (first.Data.Count, first.HasMore, NumberOf(first.Data[^1])));
        SessionHistory last = await HistoryAsync("97", "301");
        Assert.Equal((301, false, 98, 698), (last.Data.Count, last.HasMore, NumberOf(last.Data[0]), NumberOf(last.Data[^1])));
        Assert.True((await HistoryAsync("97", "300")).HasMore);
        Assert.Empty((await HistoryAsync("698", null)).Data);

        Task<SessionHistory> HistoryAsync(string? after, string? limit) => hub.Sessions.HistoryAsync(
            new V2SessionHistoryCall { HttpContext = Hub.Request(), SessionId = Session, After = after, Limit = limit }, Cancellation);
    }

    [Fact]
    public async Task What_cannot_be_kept_is_told_without_a_number_and_the_next_one_has_the_right_one()
    {
        FailingStore store = new();
        await using Hub hub = new(store);
        await using IAsyncEnumerator<EventFrame> api = hub.Events.SubscribeApiAsync(null, Cancellation).GetAsyncEnumerator(Cancellation);
        await Hub.NextAsync(api);
        await Hub.NextAsync(api);
        hub.Publish(0, session: Session);
        Assert.Contains("\"seq\":0", (await Hub.NextAsync(api)).Text, StringComparison.Ordinal);
        store.Fails = true;
        hub.Publish(1, session: Session);
        Assert.DoesNotContain("durable", (await Hub.NextAsync(api)).Text, StringComparison.Ordinal);
        store.Fails = false;
        hub.Publish(2, session: Session);
        Assert.Contains("\"seq\":1", (await Hub.NextAsync(api)).Text, StringComparison.Ordinal);

        await using IAsyncEnumerator<EventFrame> stream = Open(hub);
        await Hub.HearsAsync(stream, 0, 2);
    }

    private static IAsyncEnumerator<EventFrame> Open(Hub hub, string? after = null, string? lastEventId = null)
    {
        V2SessionEventsCall call = new() { HttpContext = Hub.Request(lastEventId), SessionId = Session, After = after };
        return hub.Sessions.EventsAsync(call, Cancellation).GetAsyncEnumerator(Cancellation);
    }

    private static async Task<List<(long Sequence, string Id)>> ReadAsync(Hub hub, long after, int seed, int last)
    {
        Random random = new(seed);
        List<(long Sequence, string Id)> heard = [];
        await Task.Yield();
        await foreach (EventFrame frame in hub.Sessions.ReadAsync(Session, after, Cancellation))
        {
            Piece piece = Piece.Of(frame);
            heard.Add((long.Parse(piece.Id!, null), piece.Json.GetProperty("id").GetString()!));
            if (piece.Number == last) break;
            if (random.Next(8) == 0) await Task.Yield();
        }

        return heard;
    }

    private static int NumberOf(SessionDurableEvent told) => ((UnknownSessionDurableEvent)told).Json.GetProperty("data").GetProperty("n").GetInt32();

    private sealed class FailingStore() : PassingStore(new InMemoryStore())
    {
        public bool Fails { get; set; }

        public override ValueTask SaveAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken)
            => Fails ? throw new StoreException("The disk is full.") : base.SaveAsync(changes, cancellationToken);
    }

    /// <summary>Lets something happen after it has looked and before it answers.</summary>
    private sealed class SlowStore() : PassingStore(new InMemoryStore())
    {
        public Func<Task>? Found { get; set; }

        public override async ValueTask<IReadOnlyList<StoredRecord>> ListAfterAsync(
            string kind, string parent, string? after, int limit, CancellationToken cancellationToken)
        {
            IReadOnlyList<StoredRecord> page = await base.ListAfterAsync(kind, parent, after, limit, cancellationToken);
            if (Found is { } found) await found();
            return page;
        }
    }
}
