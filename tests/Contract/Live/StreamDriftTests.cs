using System.Collections.Concurrent;
using OpenCode.Core.Options;
using OpenCode.Models;
using OpenCode.Verification;
using OpenCode.Verification.Conformance;

namespace OpenCode.Contract.Tests.Live;

/// <summary>Where events and other answers beside the GET operations differ from the spec: exactly where known.</summary>
[Collection<SharedServer>]
public sealed class StreamDriftTests(LiveServer server)
{
    private readonly ConcurrentQueue<ResponseDrift> _drifts = new();

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task Event_streams_differ_exactly_where_known()
    {
        using OpenCodeClient client = LiveServer.Connect(server.Sandbox, onDrift: _drifts.Enqueue);
        await using EventLog<Event> events = await EventLog<Event>.OpenAsync(
            client.Event.SubscribeAsync(cancellationToken: LiveServer.Cancellation), static e => e is EventServerConnected);
        await using EventLog<GlobalEvent> global = await EventLog<GlobalEvent>.OpenAsync(
            client.Global.Event.SubscribeAsync(cancellationToken: LiveServer.Cancellation), static e => e.Payload is EventServerConnected);
        await using EventLog<V2Event> second = await EventLog<V2Event>.OpenAsync(
            client.Api.Event.SubscribeAsync(cancellationToken: LiveServer.Cancellation), static e => e is ServerConnected);

        string id = await ApiPrompt.RunAsync(client, server.Sandbox, LiveServer.Cancellation);
        await second.NextAsync<SessionNextStepEnded>(e => e.Data.SessionId == id && e.Data.Finish == "stop");
        SessionRequests session = await SessionRequests.NewAsync(client);
        await session.PromptAsync("Say hello.");
        await events.NextAsync<EventSessionIdle>(e => e.Properties.SessionId == session.Id);
        await global.NextAsync<GlobalEvent>(e => e.Payload is EventSessionIdle idle && idle.Properties.SessionId == session.Id);

        // A time of the wrong type is a difference, and a time nevertheless.
        EventSessionNextPrompted prompted = Assert.Single(events.Seen.OfType<EventSessionNextPrompted>());
        Assert.InRange(prompted.Properties.TimestampAt!.Value, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));

        AssertKnown("event.subscribe");
        AssertKnown("global.event");
        AssertKnown("v2.event.subscribe");
        AssertKnown("v2.session.events");
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task A_prompt_without_a_reply_answers_its_own_message()
    {
        using OpenCodeClient client = LiveServer.Connect(server.Sandbox, onDrift: _drifts.Enqueue);
        SessionRequests session = await SessionRequests.NewAsync(client);

        SessionPromptResponse answer = await session.At.Message.PostAsync(
            new() { NoReply = true, Parts = [new TextPartInput { Text = "Only a note." }] }, cancellationToken: LiveServer.Cancellation);

        Assert.Equal("Only a note.", Assert.Single(answer.Parts.OfType<TextPart>()).Text);
        AssertKnown("session.prompt", Showing.Sometimes);
    }

    // What shows sometimes may show; where a test brings it about, it must.
    private void AssertKnown(string operationId, Showing must = Showing.Always)
    {
        ILookup<bool, KnownDifference> known = KnownDrift.Of(operationId).ToLookup(d => d.Shows <= must);
        IEnumerable<string> found =
            _drifts.Where(d => d.OperationId == operationId).Select(static d => KnownDrift.Describe(d.Pointer, d.Kind)).Distinct();
        string[] expected = [.. KnownDrift.Describe(known[true]).Order()];
        Assert.Equal(expected, found.Except(KnownDrift.Describe(known[false]).Except(expected)).Order());
    }
}
