using System.Net;
using OpenCode.Client.Tests.Http;
using OpenCode.Core.Errors;
using OpenCode.Core.Events;
using Xunit;

using static OpenCode.Client.Tests.Streaming.ThingStreams;

namespace OpenCode.Client.Tests.Streaming;

/// <summary>What a handler of a stream's states throws reaches the reader once, hides nothing, and leaves nothing behind.</summary>
public sealed class StateHandlerTests : IDisposable
{
    private readonly ScriptedConnections _server = new();

    public void Dispose() => _server.Dispose();

    public static TheoryData<EventStreamPhase, Type> Throws
    {
        get
        {
            TheoryData<EventStreamPhase, Type> data = [];
            foreach (EventStreamPhase phase in new[] { EventStreamPhase.Connecting, EventStreamPhase.Live, EventStreamPhase.WaitingToReconnect,
                EventStreamPhase.Ended })
            {
                data.Add(phase, typeof(InvalidOperationException));
                data.Add(phase, typeof(ApiTimeoutException));
                data.Add(phase, typeof(OperationCanceledException));
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Throws))]
    public async Task It_ends_the_enumeration_once(EventStreamPhase phase, Type type)
    {
        ScriptedStream body = _server.Connect(Event("a"));
        _server.Answer(HttpStatusCode.Unauthorized);
        if (phase == EventStreamPhase.WaitingToReconnect) body.Break(new IOException());
        else if (phase == EventStreamPhase.Ended) body.End();
        EventSubscription<Thing> events = _server.Live();
        Exception thrown = Make(type);
        List<EventStreamPhase> heard = [];
        events.StateChanged += (_, state) => Throw(state.Phase == phase, thrown);
        events.StateChanged += (_, state) => heard.Add(state.Phase);
        IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);

        Exception? error = await FirstErrorAsync(reader);

        // The stream's own error comes first.
        if (phase == EventStreamPhase.Ended) Assert.IsType<ApiAuthenticationException>(error);
        else Assert.Same(thrown, error);
        Assert.False(await reader.MoveNextAsync());
        await reader.DisposeAsync();
        await reader.DisposeAsync();
        Assert.Equal((EventStreamPhase.Ended, error), (events.State.Phase, events.State.Error));
        Assert.Equal(EventStreamPhase.Ended, heard[^1]);
        LeavesNothing();
    }

    [Fact]
    public async Task Leaving_is_quiet()
    {
        _server.Connect(Event("a"));
        EventSubscription<Thing> events = _server.Live();
        events.StateChanged += (_, state) => Throw(state.Phase == EventStreamPhase.Ended, new InvalidOperationException());

        await foreach (Thing _ in events) break;

        Assert.Null(events.State.Error);
        LeavesNothing();
    }

    [Fact]
    public async Task A_handler_that_always_throws_does_not_make_leaving_throw()
    {
        EventSubscription<Thing> events = _server.Live();
        events.StateChanged += (_, _) => throw new InvalidOperationException("always");
        IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await reader.MoveNextAsync());
        await reader.DisposeAsync();

        IAsyncEnumerator<Thing> unread = _server.Live().GetAsyncEnumerator(Samples.Token);
        await unread.DisposeAsync();
        LeavesNothing();
    }

    [Fact]
    public async Task A_connection_that_is_being_opened_is_given_up()
    {
        _server.Hang(TimeSpan.FromMinutes(1), later => later.Connect(Event("late", 1)));
        EventSubscription<Thing> events = _server.Durable(options: new() { RefreshAfter = null });
        events.StateChanged += (_, state) => Throw(state.Phase == EventStreamPhase.Live, new InvalidOperationException());
        await using IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);
        Task<bool> next = reader.MoveNextAsync().AsTask();

        while (!next.IsCompleted)
        {
            if (_server.Clock.NextDue is { } due && due <= TimeSpan.FromSeconds(1)) _server.Clock.Advance(due);
            await Task.Yield();
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => next);
        Assert.Equal(0, _server.Clock.ArmedTimers);
    }

    private static Exception Make(Type type)
        => type == typeof(ApiTimeoutException)
            ? new ApiTimeoutException("thing.watch", BudgetKind.IdleBetweenBytes, TimeSpan.FromSeconds(1))
            : (Exception)Activator.CreateInstance(type)!;

    private static void Throw(bool condition, Exception exception)
    {
        if (condition) throw exception;
    }

    private static async Task<Exception?> FirstErrorAsync(IAsyncEnumerator<Thing> reader)
        => await Record.ExceptionAsync(async () =>
        {
            while (await reader.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1)))
            {
            }
        });

    private void LeavesNothing()
    {
        Assert.Equal(0, _server.Clock.ArmedTimers);
        Assert.Empty(_server.Sender!.Subscriptions);
        Assert.All(_server.Bodies.Take(_server.Urls.Count), body => Assert.True(body.IsDisposed));
    }
}
