using OpenCode.Client.Tests.Http;
using OpenCode.Core.Errors;
using OpenCode.Core.Events;
using OpenCode.Core.Operations;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Client.Tests.Health;

public sealed class SubscriptionRegistryTests
{
    private static readonly EventStreamState _failed = new() { Phase = EventStreamPhase.Ended, Since = default, Error = new ApiException("x") };
    private readonly SubscriptionRegistry _registry = new(new ManualTimeProvider());

    [Fact]
    public void Streams_are_listed_while_they_are_read()
    {
        var first = new FakeSubscription(Samples.Watch, EventStreamPhase.Live);
        var second = new FakeSubscription(Samples.Watch, EventStreamPhase.Live);
        _registry.Add(first);
        _registry.Add(second);
        _registry.Remove(first);
        _registry.Remove(first);

        Assert.Equal([second], _registry.Snapshot());
        Assert.Empty(_registry.Failures());
    }

    [Fact]
    public void Only_the_last_state_of_a_failed_stream_is_kept_until_another_takes_its_place()
    {
        Fail(Samples.Watch);
        Fail(Samples.Watch);

        Assert.Equal(_failed, Assert.Single(_registry.Failures()).State);
        _registry.Add(new FakeSubscription(Samples.Watch, EventStreamPhase.Connecting));
        Assert.Empty(_registry.Failures());
    }

    [Fact]
    public void Reader_that_leaves_has_not_failed()
    {
        foreach (Exception? error in new Exception?[] { null, new OperationCanceledException(), new ObjectDisposedException("client") })
        {
            var stream = new FakeSubscription(Samples.Watch, new EventStreamState { Phase = EventStreamPhase.Ended, Since = default, Error = error });
            _registry.Add(stream);
            _registry.Remove(stream);
        }

        Assert.Empty(_registry.Failures());
    }

    [Fact]
    public void Failures_do_not_pile_up()
    {
        for (int i = 0; i < 1000; i++)
            Fail(new Operation<object> { Id = $"own.{i}", Method = HttpMethod.Get, PathTemplate = "/own", Kind = OperationKind.EventStream });

        Assert.InRange(_registry.Failures().Count, 1, 32);
    }

    [Fact]
    public async Task Client_lists_the_streams_that_are_being_read()
    {
        using var body = new ScriptedStream();
        body.Send("data: {\"type\":\"server.connected\",\"properties\":{}}\n\n"u8);
        await using OpenCodeClient client = Samples.Client(StubHandler.Streaming(body, "text/event-stream"));
        Assert.Empty(client.Subscriptions);

        await foreach (Models.Event _ in client.Event.SubscribeAsync(cancellationToken: Samples.Token))
        {
            EventSubscription stream = Assert.Single(client.Subscriptions);
            Assert.Equal(("event.subscribe", EventStreamPhase.Live), (stream.OperationId, stream.State.Phase));
            break;
        }

        Assert.Empty(client.Subscriptions);
    }

    private void Fail(Operation operation)
    {
        var stream = new FakeSubscription(operation, _failed);
        _registry.Add(stream);
        _registry.Remove(stream);
    }
}
