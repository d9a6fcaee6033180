using System.Net;
using OpenCode.Client.Tests.Http;
using OpenCode.Core.Errors;
using OpenCode.Core.Events;
using OpenCode.Core.Options;
using OpenCode.Runtime;
using Xunit;

using static OpenCode.Client.Tests.Streaming.ThingStreams;

namespace OpenCode.Client.Tests.Streaming;

/// <summary>A stream ends promptly when its reader wants it, whatever it is doing, and leaves nothing behind.</summary>
public sealed class StreamEndTests : IDisposable
{
    private readonly ScriptedConnections _server = new();

    public void Dispose() => _server.Dispose();

    public static TheoryData<string> Moments { get; } = ["before", "connecting", "idle", "waiting", "full"];

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Cancelling_ends_it_at_any_moment(string moment)
    {
        using var source = new CancellationTokenSource();
        (EventSubscription<Thing> events, IAsyncEnumerator<Thing> reader, ValueTask<bool> next) = await BringToAsync(moment, source);

        await source.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await (moment is "before" or "full" ? reader.MoveNextAsync() : next));
        Assert.Equal(source.Token, error.CancellationToken);
        await reader.DisposeAsync();
        LeavesNothing(events);
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Leaving_the_enumeration_ends_it_at_any_moment(string moment)
    {
        (EventSubscription<Thing> events, IAsyncEnumerator<Thing> reader, ValueTask<bool> next) = await BringToAsync(moment);

        await reader.DisposeAsync();

        if (moment is not ("before" or "full")) await Assert.ThrowsAnyAsync<Exception>(async () => await next);
        LeavesNothing(events);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await reader.MoveNextAsync());
    }

    [Theory]
    [InlineData("connecting")]
    [InlineData("idle")]
    [InlineData("waiting")]
    public async Task Disposing_the_client_ends_it_at_any_moment(string moment)
    {
        (EventSubscription<Thing> events, IAsyncEnumerator<Thing> reader, ValueTask<bool> next) = await BringToAsync(moment);

        _server.Sender!.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await next);
        await reader.DisposeAsync();
        LeavesNothing(events);
    }

    [Fact]
    public async Task It_gives_up_when_an_interruption_lasts_too_long()
    {
        _server.Connect(Event("a")).Break(new IOException());
        for (int i = 0; i < 10; i++) _server.Answer(HttpStatusCode.BadGateway);
        EventSubscription<Thing> events = _server.Live(new() { GiveUpAfter = TimeSpan.FromSeconds(10) });
        await using IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);
        Assert.True(await reader.MoveNextAsync());
        ValueTask<bool> next = reader.MoveNextAsync();
        DateTimeOffset start = _server.Clock.GetUtcNow();

        while (events.State.Phase != EventStreamPhase.Ended)
        {
            if (events.State.Phase == EventStreamPhase.WaitingToReconnect && _server.Clock.ArmedTimers > 0) _server.Clock.Advance(events.State.Delay!.Value);
            await Task.Yield();
        }

        var error = await Assert.ThrowsAsync<ApiStatusException>(async () => await next);
        Assert.Equal(HttpStatusCode.BadGateway, error.Status);

        // Timers count whole milliseconds.
        Assert.InRange((_server.Clock.GetUtcNow() - start).TotalSeconds, 9.9, 10.1);
    }

    [Fact]
    public async Task It_gives_up_at_once_when_told_so()
    {
        _server.Fail(new HttpRequestException("", new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.ConnectionRefused)));
        await using IAsyncEnumerator<Thing> reader = _server.Live(new() { GiveUpAfter = TimeSpan.Zero }).GetAsyncEnumerator(Samples.Token);

        var error = await Assert.ThrowsAsync<ApiConnectionException>(async () => await reader.MoveNextAsync());

        Assert.Equal(ConnectionFailureKind.Refused, error.Kind);
        Assert.Single(_server.Urls);
    }

    [Fact]
    public async Task It_is_enumerated_once()
    {
        _server.Connect(Event("a"));
        EventSubscription<Thing> events = _server.Live();
        await using IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);

        Assert.Throws<InvalidOperationException>(() => events.GetAsyncEnumerator(Samples.Token));
    }

    [Fact]
    public async Task A_limit_for_the_whole_subscription_counts_across_connections()
    {
        _server.Connect(Event("a")).End();
        _server.Answer(HttpStatusCode.BadGateway);
        _server.Connect(Event("b"));
        HttpRequestSender sender = _server.CreateSender(Live);
        var configuration = new RequestConfiguration { Budgets = new() { Total = TimeSpan.FromSeconds(20) } };
        EventSubscription<Thing> events = sender.Subscribe(Samples.Watch, "/event", configuration, null, Samples.Token);
        await using IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);
        Assert.True(await reader.MoveNextAsync());
        ValueTask<bool> next = reader.MoveNextAsync();
        await _server.PassBackoffAsync(events);
        Assert.True(await next);
        Assert.True(await reader.MoveNextAsync());
        next = reader.MoveNextAsync();
        await ScriptedConnections.UntilAsync(() => _server.Clock.ArmedTimers == 1);

        _server.Clock.Advance(TimeSpan.FromSeconds(20));

        var error = await Assert.ThrowsAsync<ApiTimeoutException>(async () => await next);
        Assert.Equal((BudgetKind.Total, EventStreamPhase.Ended), (error.Budget, events.State.Phase));
    }

    [Fact]
    public void Options_that_cannot_work_are_refused_with_what_to_do()
    {
        foreach ((EventStreamOptions options, string said) in new (EventStreamOptions, string)[]
        {
            (new() { ReconnectDelay = TimeSpan.Zero }, "ReconnectDelay"),
            (new() { ReconnectDelay = TimeSpan.FromMinutes(1) }, "Raise the latter"),
            (new() { SilenceLimit = TimeSpan.FromSeconds(-1) }, "SilenceLimit"),
            (new() { RefreshAfter = TimeSpan.FromDays(50) }, "49 days"),
            (new() { GiveUpAfter = TimeSpan.FromSeconds(-1) }, "Use null"),
            (new() { BufferedEvents = 1 }, "at least 2"),
            (new() { BufferedBytes = 0 }, "positive"),
            (new() { MaxEventBytes = 0 }, "at least 1"),
            (new() { MaxEventBytes = int.MaxValue }, "128 MiB"),
            (new() { SlowReader = (SlowReaderBehavior)7 }, "none of its values"),
        })
        {
            Assert.Contains(said, Assert.Throws<ArgumentException>(() => _server.Live(options)).Message, StringComparison.Ordinal);
            Assert.Contains(said, Assert.Throws<ArgumentException>(() => _server.Live(client: new() { Streams = options })).Message, StringComparison.Ordinal);
        }
    }

    private async Task<(EventSubscription<Thing> Events, IAsyncEnumerator<Thing> Reader, ValueTask<bool> Next)> BringToAsync(string moment,
        CancellationTokenSource? source = null)
    {
        if (moment == "connecting") _server.Hang();
        else if (moment == "idle") _server.Connect();
        else if (moment == "full") _server.Connect(Enumerable.Range(0, 100).Select(i => Event($"{i}")));
        else _server.Answer(HttpStatusCode.BadGateway);
        EventSubscription<Thing> events = _server.LiveUntil(new() { BufferedEvents = 4 }, source?.Token ?? CancellationToken.None);
        IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(CancellationToken.None);
        if (moment == "before") return (events, reader, default);
        ValueTask<bool> next = reader.MoveNextAsync();
        await ScriptedConnections.UntilAsync(() => moment switch
        {
            "connecting" => events.State.Phase == EventStreamPhase.Connecting && _server.Clock.ArmedTimers == 1,
            "waiting" => events.State.Phase == EventStreamPhase.WaitingToReconnect && _server.Clock.ArmedTimers == 1,
            "idle" => events.State.Phase == EventStreamPhase.Live && _server.Clock.ArmedTimers == 1,
            _ => events.State.Phase == EventStreamPhase.Live && _server.Clock.ArmedTimers == 0 && next.IsCompleted,
        });
        return (events, reader, next);
    }

    private void LeavesNothing(EventSubscription<Thing> events)
    {
        Assert.Equal(EventStreamPhase.Ended, events.State.Phase);
        Assert.Equal(0, _server.Clock.ArmedTimers);
        Assert.True(_server.Urls.Count == 0 || _server.Bodies.All(body => body.IsDisposed));
    }
}
