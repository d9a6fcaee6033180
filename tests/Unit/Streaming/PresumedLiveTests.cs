using System.Net;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenCode.Client.Tests.Http;
using OpenCode.Core.Errors;
using OpenCode.Core.Events;
using OpenCode.DependencyInjection.Health;
using OpenCode.Runtime;
using Xunit;

using static OpenCode.Client.Tests.Streaming.ThingStreams;

namespace OpenCode.Client.Tests.Streaming;

/// <summary>
/// A server that answers with its first event only can be presumed to be there, but what is only presumed ends no interruption.
/// </summary>
public sealed class PresumedLiveTests : IDisposable
{
    private static readonly TimeSpan _gatewaysPatience = TimeSpan.FromSeconds(2);
    private readonly ScriptedConnections _server = new();

    public void Dispose() => _server.Dispose();

    public static TheoryData<string> Refusals { get; } = ["504", "reset", "ends without an event", "silent, then a web page"];

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Refusals))]
    public async Task It_gives_up_on_a_gateway_that_refuses_late(string how)
    {
        for (int i = 0; i < 100; i++) _server.Hang(_gatewaysPatience, later => Refuse(later, how));
        EventSubscription<Thing> events = _server.Durable(options: new() { GiveUpAfter = TimeSpan.FromSeconds(10) });
        List<EventStreamState> states = Record(events);

        (Exception? error, TimeSpan taken) = await RunToEndAsync(events, WithServersTimer);

        Assert.InRange(taken.TotalSeconds, 9.9, 12.1);
        Assert.Equal(how != "ends without an event", error is ApiException);
        Assert.InRange(states.Count(state => state.Phase == EventStreamPhase.Live), 0, 1);
        Assert.InRange(states.Max(state => state.FailedAttempts), 2, 6);
        double[] waits = [.. states.Where(state => state.Phase == EventStreamPhase.WaitingToReconnect).Select(state => state.Delay!.Value.TotalSeconds)];
        Assert.All(waits.SkipLast(1).Zip([1.0, 2, 4, 8]), wait => Assert.InRange(wait.First, wait.Second / 2, wait.Second));
    }

    [Fact(Timeout = 60_000)]
    public async Task Health_does_not_flap_while_a_gateway_refuses_late()
    {
        _server.Connect(Event("a", 1)).Break(new IOException());
        for (int i = 0; i < 100; i++) _server.Hang(_gatewaysPatience, later => Refuse(later, "504"));
        EventSubscription<Thing> events = _server.Durable(options: new() { GiveUpAfter = TimeSpan.FromMinutes(5) });
        List<EventStreamState> states = Record(events);
        List<HealthStatus> health = [];
        events.StateChanged += (_, state) =>
        {
            if (state.FailedAttempts > 0 && state.Phase != EventStreamPhase.Ended)
                health.AddRange(StreamHealth.Of(_server.Sender!.Subscriptions, [], new(), _server.Clock.GetUtcNow()).Select(stream => stream.Status));
        };

        (Exception? error, TimeSpan taken) = await RunToEndAsync(events, WithServersTimer);

        Assert.Equal(HttpStatusCode.GatewayTimeout, Assert.IsAssignableFrom<ApiStatusException>(error).Status);
        Assert.InRange(taken.TotalSeconds, 299, 303);
        Assert.Equal(health.OrderDescending(), health);
        Assert.Equal([HealthStatus.Degraded, HealthStatus.Unhealthy], health.Distinct());
        int[] attempts = [.. states.Where(state => state.Phase == EventStreamPhase.WaitingToReconnect).Select(state => state.FailedAttempts)];
        Assert.Equal(Enumerable.Range(0, attempts.Length), attempts);
        DateTimeOffset?[] since =
            [.. states.Where(state => state.Phase == EventStreamPhase.WaitingToReconnect).Select(state => state.InterruptedSince).Distinct()];
        Assert.Equal(_server.Clock.Start, Assert.Single(since));
    }

    [Fact(Timeout = 60_000)]
    public async Task It_gives_up_on_a_gateway_whose_patience_is_longer_than_its_own()
    {
        for (int i = 0; i < 100; i++) _server.Hang(TimeSpan.FromSeconds(7), later => Refuse(later, "504"));
        EventSubscription<Thing> events = _server.Durable(options: new() { GiveUpAfter = TimeSpan.FromSeconds(30) });

        (Exception? error, TimeSpan taken) = await RunToEndAsync(events, WithServersTimer);

        Assert.IsAssignableFrom<ApiStatusException>(error);
        Assert.InRange(taken.TotalSeconds, 30, 60);
    }

    [Fact(Timeout = 60_000)]
    public async Task Without_a_connection_it_is_not_live_and_gives_up()
    {
        _server.IsUnreachable = true;
        EventSubscription<Thing> events = _server.Durable(options: new() { GiveUpAfter = TimeSpan.FromSeconds(10) });
        List<EventStreamState> states = Record(events);

        (Exception? error, TimeSpan taken) = await RunToEndAsync(events, static _ => 1);

        Assert.IsType<ApiTimeoutException>(error);
        Assert.InRange(taken.TotalSeconds, 10, 17);
        Assert.DoesNotContain(states, state => state.Phase == EventStreamPhase.Live);
        Assert.Equal(1, states.Where(state => state.Phase == EventStreamPhase.WaitingToReconnect).Max(state => state.FailedAttempts));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_stream_that_was_live_says_so_when_its_next_connection_cannot_be_made()
    {
        _server.Hang();
        EventSubscription<Thing> events = _server.Durable();
        await using IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);
        _ = reader.MoveNextAsync().AsTask();
        await AdvanceUntilAsync(events, WithoutServersTimer, () => events.State.Phase == EventStreamPhase.Live);
        _server.IsUnreachable = true;

        await AdvanceUntilAsync(events, WithoutServersTimer, () => _server.Urls.Count == 2);
        await AdvanceUntilAsync(events, static state => state.Phase == EventStreamPhase.Live ? 2 : 1, () => events.State.Phase == EventStreamPhase.Connecting);

        Assert.InRange((_server.Clock.GetUtcNow() - _server.Clock.Start).TotalSeconds, 5.9, 6.1);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_quiet_stream_is_live_again_after_a_failure_once_silence_has_lasted()
    {
        _server.Answer(HttpStatusCode.BadGateway);
        _server.Hang();
        EventSubscription<Thing> events = _server.Durable();
        await using IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);
        _ = reader.MoveNextAsync().AsTask();
        await _server.PassBackoffAsync(events);
        DateTimeOffset sent = _server.Clock.GetUtcNow();

        await AdvanceUntilAsync(events, WithoutServersTimer, () => events.State.Phase == EventStreamPhase.Live);

        Assert.Equal((0, null, null), (events.State.FailedAttempts, events.State.InterruptedSince, events.State.Error));
        Assert.InRange((_server.Clock.GetUtcNow() - sent).TotalSeconds, 4.9, 5.1);
    }

    [Fact(Timeout = 60_000)]
    public async Task Quiet_days_after_a_failure_are_no_interruption()
    {
        _server.Answer(HttpStatusCode.BadGateway);
        for (int i = 0; i < 50; i++) _server.Hang();
        _server.Fail(new HttpRequestException("", new IOException()));
        _server.Connect(Event("a", 1));
        EventSubscription<Thing> events = _server.Durable(options: new() { GiveUpAfter = TimeSpan.FromMinutes(10) });
        await using IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);
        Task<bool> next = reader.MoveNextAsync().AsTask();

        await AdvanceUntilAsync(events, WithoutServersTimer, () => next.IsCompleted);

        Assert.True(await next);
        Assert.True(_server.Clock.GetUtcNow() - _server.Clock.Start > TimeSpan.FromMinutes(60));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_copy_of_the_request_is_no_sign_of_a_connection()
    {
        // As a handler that logs bodies does: the transport will not ask for the body any more.
        using var handler = new CopyingHandler();
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        var settings = Samples.Resolve(new OpenCodeClientOptions { HttpClient = http, TimeProvider = _server.Clock }, _ => null, _ => Durable);
        using var sender = new HttpRequestSender(settings);
        EventSubscription<Thing> events = sender.Subscribe(Samples.Watch, "/event", null, null, CancellationToken.None);
        await using IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);
        _ = reader.MoveNextAsync().AsTask();

        await AdvanceUntilAsync(events, WithoutServersTimer, () => events.State.Phase == EventStreamPhase.Live);

        // The limits of 5 and 10 seconds are within the time that a connection may take; in the third it is over.
        Assert.True(_server.Clock.GetUtcNow() - _server.Clock.Start >= TimeSpan.FromSeconds(10));
        Assert.Equal(0, events.State.FailedAttempts);
    }

    private static List<EventStreamState> Record(EventSubscription events)
    {
        List<EventStreamState> states = [];
        events.StateChanged += (_, state) => states.Add(state);
        return states;
    }

    private static void Refuse(ScriptedConnections server, string how)
    {
        switch (how)
        {
            case "504":
                server.Answer(HttpStatusCode.GatewayTimeout);
                break;
            case "reset":
                server.Fail(new HttpRequestException("", new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.ConnectionReset)));
                break;
            case "ends without an event":
                server.Connect().End();
                break;
            default:
                server.Answer(HttpStatusCode.BadGateway, "<p>", "text/html");
                break;
        }
    }

    private async Task<(Exception? Error, TimeSpan Taken)> RunToEndAsync(EventSubscription<Thing> events, Func<EventStreamState, int> timers)
    {
        Task run = Task.Run(
            async () =>
            {
                await foreach (Thing _ in events.WithCancellation(Samples.Token))
                {
                }
            },
            Samples.Token);
        await AdvanceUntilAsync(events, timers, () => run.IsCompleted || events.State.Phase == EventStreamPhase.Ended);
        Exception? error = await Xunit.Record.ExceptionAsync(() => run);
        return (error, _server.Clock.GetUtcNow() - _server.Clock.Start);
    }

    /// <summary>Moves the clock from timer to timer, each time once the stream and its server have set all of theirs and nothing else moves.</summary>
    private async Task AdvanceUntilAsync(EventSubscription events, Func<EventStreamState, int> timers, Func<bool> condition)
    {
        while (!condition())
        {
            TimeSpan? due = _server.Clock.NextDue;
            for (int i = 0; i < 300 && !condition(); i++)
            {
                await Task.Yield();
                Samples.Token.ThrowIfCancellationRequested();
                if (_server.Clock.NextDue != due || _server.Clock.ArmedTimers < timers(events.State)) (due, i) = (_server.Clock.NextDue, 0);
            }

            Assert.True(_server.Clock.GetUtcNow() - _server.Clock.Start < TimeSpan.FromHours(3), "It goes on for ever.");
            if (!condition() && due is { } wait) _server.Clock.Advance(wait);
        }
    }

    // The limit of silence, the wait of the server, and, as long as nothing has failed, the time after which a stream is presumed live.
    private static int WithServersTimer(EventStreamState state)
        => 1 + WithoutServersTimer(state) - (state.Phase == EventStreamPhase.WaitingToReconnect ? 1 : 0);

    private static int WithoutServersTimer(EventStreamState state)
        => state is { Phase: EventStreamPhase.Connecting, FailedAttempts: 0 } ? 2 : 1;

    private sealed class CopyingHandler : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await request.Content!.LoadIntoBufferAsync(cancellationToken);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            throw new InvalidOperationException("unreachable");
        }
    }
}
