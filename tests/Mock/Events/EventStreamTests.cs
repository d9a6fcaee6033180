using System.Net;
using OpenCode.Core.Events;
using OpenCode.Core.Options;
using OpenCode.Models;
using OpenCode.WireMock;
using OpenCode.WireMock.Events;
using Xunit;

namespace OpenCode.Mock.Tests.Events;

/// <summary>Each connection has a stream of its own, so that a subscription can lose one and go on with the next.</summary>
public sealed class EventStreamTests : IDisposable
{
    private const int Limit = 60_000;
    private const string Session = "ses_1";

    private readonly OpenCodeMock _mock = OpenCodeMock.Start();
    private readonly OpenCodeClient _client;

    public EventStreamTests() => _client = _mock.CreateClient(static o => o.Streams = new EventStreamOptions
    {
        ReconnectDelay = TimeSpan.FromMilliseconds(1),
        MaxReconnectDelay = TimeSpan.FromMilliseconds(5),
    });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _mock.Dispose();
    }

    [Theory(Timeout = Limit)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_subscription_goes_on_with_the_next_connection_and_says_where_events_may_be_missing(bool isReset)
    {
        MockEventStreams<Event> streams = _mock.Events(OperationCatalog.EventSubscribe);
        await using IAsyncEnumerator<Event> events = _client.Event.SubscribeAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.IsType<EventServerConnected>(await NextAsync(events));
        EventConnection<Event> first = await streams.ConnectedAsync(Cancellation);
        await first.SendAsync(Idle("evt_1"), Cancellation);
        Assert.Equal("evt_1", Assert.IsType<EventSessionIdle>(await NextAsync(events)).Id);

        if (isReset) first.Abort();
        else first.Complete();

        Task<Event> next = NextAsync(events);
        EventConnection<Event> second = await streams.ConnectedAsync(Cancellation);
        Assert.NotSame(first, second);
        Assert.IsType<EventGap>(await next);
        Assert.IsType<EventServerConnected>(await NextAsync(events));
        streams.Broadcast(Idle("evt_2"));
        Assert.Equal("evt_2", Assert.IsType<EventSessionIdle>(await NextAsync(events)).Id);
        await first.ClosedAsync(Cancellation);
        Assert.Equal((2, 1, false, true), (streams.Connections, streams.Open.Count, first.IsOpen, second.IsOpen));
        InvalidOperationException ended = await Assert.ThrowsAsync<InvalidOperationException>(() => first.SendAsync(Idle("evt_3"), Cancellation));
        Assert.Equal("The stream of GET /event (event.subscribe) has ended.", ended.Message);
    }

    [Fact(Timeout = Limit)]
    public async Task A_stream_that_can_be_resumed_goes_on_where_it_was_cut()
    {
        MockEventStreams<SessionDurableEvent> streams = _mock.Events(OperationCatalog.V2SessionEvents, Session);
        streams.Broadcast(Text(1));
        streams.Broadcast(Text(2));
        EventSubscription<SessionDurableEvent> subscription = _client.Api.Session[Session].Event.SubscribeAsync(Cancellation);
        await using IAsyncEnumerator<SessionDurableEvent> events = subscription.GetAsyncEnumerator(Cancellation);
        Assert.Equal(("1", "2"), (TextOf(await NextAsync(events)), TextOf(await NextAsync(events))));

        (await streams.ConnectedAsync(Cancellation)).Abort();
        streams.Broadcast(Text(3));

        Assert.Equal("3", TextOf(await NextAsync(events)));
        Assert.Equal("2", (await streams.ConnectedAsync(Cancellation)).Request.Query["after"]);
        Assert.Empty(_mock.Events(OperationCatalog.V2SessionEvents).Open);
    }

    [Fact(Timeout = Limit)]
    public async Task A_sequence_number_that_is_none_is_refused_as_the_server_refuses_it()
    {
        using HttpClient http = new() { BaseAddress = _mock.Url };

        using HttpResponseMessage refused = await http.GetAsync(new Uri("/api/session/ses_1/event?after=x", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("InvalidRequestError", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_connection_may_succeed_after_others_have_failed()
    {
        _mock.On(OperationCatalog.GlobalEvent)
            .Fail(HttpStatusCode.ServiceUnavailable)
            .Then.Break(MockFault.Reset)
            .Then.Stream();

        await using IAsyncEnumerator<GlobalEvent> events = _client.Global.Event.SubscribeAsync(Cancellation).GetAsyncEnumerator(Cancellation);

        Assert.IsType<EventServerConnected>((await NextAsync(events)).Payload);
        Assert.Equal(3, _mock.Received(OperationCatalog.GlobalEvent).Count);
    }

    [Fact(Timeout = Limit)]
    public async Task Headers_come_before_the_first_event_and_text_goes_out_as_it_is()
    {
        using OpenCodeMock mock = OpenCodeMock.Start(new OpenCodeMockOptions { UsesDefaults = false });
        using HttpClient http = new() { BaseAddress = mock.Url };
        http.DefaultRequestHeaders.Add("Accept-Encoding", "gzip, br");

        using HttpResponseMessage response = await http.GetAsync(
            new Uri("/api/event", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancellation);
        EventConnection<V2Event> connection = await mock.Events(OperationCatalog.V2EventSubscribe).ConnectedAsync(Cancellation);
        await connection.SendTextAsync(": ä\n", Cancellation);
        connection.Complete();

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.ToString());
        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.Equal(": ä\n", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact(Timeout = Limit)]
    public async Task A_client_that_leaves_closes_its_connection()
    {
        await using (IAsyncEnumerator<Event> events = _client.Event.SubscribeAsync(Cancellation).GetAsyncEnumerator(Cancellation))
            await NextAsync(events);

        EventConnection<Event> connection = await _mock.Events(OperationCatalog.EventSubscribe).ConnectedAsync(Cancellation);
        await connection.ClosedAsync(Cancellation);

        Assert.False(connection.IsOpen);
    }

    [Fact(Timeout = Limit)]
    public async Task Waiting_for_a_connection_can_be_given_up_without_losing_it()
    {
        MockEventStreams<Event> streams = _mock.Events(OperationCatalog.EventSubscribe);
        using CancellationTokenSource impatient = new();
        Task<EventConnection<Event>> waiting = streams.ConnectedAsync(impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        await using IAsyncEnumerator<Event> events = _client.Event.SubscribeAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        await NextAsync(events);

        Assert.True((await streams.ConnectedAsync(Cancellation)).IsOpen);
    }

    private static async Task<T> NextAsync<T>(IAsyncEnumerator<T> events)
    {
        Assert.True(await events.MoveNextAsync());
        return events.Current;
    }

    private static EventSessionIdle Idle(string id) => new() { Id = id, Properties = new() { SessionId = Session } };

    private static SessionNextTextEnded Text(long sequence) => new()
    {
        Id = $"evt_{sequence}",
        Durable = new() { AggregateId = Session, Seq = sequence, Version = 1 },
        Data = new() { SessionId = Session, AssistantMessageId = "msg_1", TextId = "0", Text = $"{sequence}", Timestamp = 0 },
    };

    private static string TextOf(SessionDurableEvent item) => Assert.IsType<SessionNextTextEnded>(item).Data.Text;
}
