using System.Text.Json;
using OpenCode.Core.Events;
using OpenCode.Core.Json;
using OpenCode.Models;
using Xunit;

namespace OpenCode.Client.Tests.Streaming;

/// <summary>An event tells its session, whatever its type and wherever it stands.</summary>
public sealed class EventSessionTests
{
    private static readonly string[] _streams = ["event.subscribe", "global.event", "v2.event.subscribe", "v2.session.events"];

    /// <summary>The events of the pacts: every type that the provider verification provokes, in every stream.</summary>
    public static TheoryData<string, string> Recorded()
    {
        using JsonDocument pacts = JsonDocument.Parse(File.ReadAllBytes(Repository.InRoot("tests/Contract/pacts/OpenCode.Client-opencode-events.json")));
        var events = new TheoryData<string, string>();
        foreach (JsonElement interaction in pacts.RootElement.GetProperty("interactions").EnumerateArray())
            events.Add(interaction.GetProperty("description").GetString()!, interaction.GetProperty("contents").GetProperty("content").GetRawText());
        return events;
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void A_recorded_event_tells_the_session_that_stands_in_it(string description, string json)
    {
        string stream = Assert.Single(_streams, s => description.StartsWith(s + ":", StringComparison.Ordinal));
        using JsonDocument document = JsonDocument.Parse(json);

        Assert.Equal(SessionIn(document.RootElement), Decode(stream, json));
    }

    [Theory]
    [InlineData("event.subscribe", """{"type": "session.created", "properties": {"info": {"id": "ses_1"}}}""")]
    [InlineData("event.subscribe", """{"type": "session.updated", "properties": {"sessionID": null, "info": {"id": "ses_1"}}}""")]
    [InlineData("event.subscribe", """{"type": "message.updated", "properties": {"info": {"id": "msg_1", "role": "user", "sessionID": "ses_1"}}}""")]
    [InlineData("event.subscribe", """{"type": "message.updated", "properties": {"info": {"id": "msg_1", "role": "robot", "sessionID": "ses_1"}}}""")]
    [InlineData("event.subscribe", """{"type": "message.part.updated", "properties": {"part": {"id": "prt_1", "type": "text", "sessionID": "ses_1"}}}""")]
    [InlineData("event.subscribe", """{"type": "session.of.tomorrow", "properties": {"sessionID": "ses_1"}}""")]
    [InlineData("event.subscribe", """{"type": "session.of.tomorrow", "properties": {"info": {"id": "ses_1"}}}""")]
    [InlineData("event.subscribe", """{"type": "part.of.tomorrow", "properties": {"part": {"sessionID": "ses_1"}}}""")]
    [InlineData("global.event", """{"directory": "/", "payload": {"type": "session.idle", "properties": {"sessionID": "ses_1"}}}""")]
    [InlineData("global.event", """{"payload": {"type": "sync", "id": "evt_1", "syncEvent": {"type": "message.updated.1", "data": {"sessionID": "ses_1"}}}}""")]
    [InlineData("global.event", """{"payload": {"type": "sync", "syncEvent": {"type": "of.tomorrow", "data": {"sessionID": "ses_1"}}}}""")]
    [InlineData("v2.event.subscribe", """{"type": "session.next.step.ended", "data": {"sessionID": "ses_1"}}""")]
    [InlineData("v2.event.subscribe", """{"type": "of.tomorrow", "data": {"sessionID": "ses_1"}}""")]
    [InlineData("v2.session.events", """{"type": "session.next.text.ended", "data": {"sessionID": "ses_1"}}""")]
    [InlineData("v2.session.events", """{"type": "session.next.of.tomorrow", "data": {"sessionID": "ses_1"}}""")]
    public void Events_of_older_and_newer_servers_tell_it_too(string stream, string json) => Assert.Equal("ses_1", Decode(stream, json));

    [Theory]
    [InlineData("event.subscribe", """{"type": "server.heartbeat", "properties": {}}""")]
    [InlineData("event.subscribe", """{"type": "server.connected", "properties": {}}""")]
    [InlineData("event.subscribe", """{"type": "session.idle", "properties": {}}""")]
    [InlineData("event.subscribe", """{"type": "pty.updated", "properties": {"info": {"id": "pty_1"}}}""")]
    [InlineData("event.subscribe", """{"type": "of.tomorrow", "properties": {"info": {"id": "pty_1"}, "sessionID": 7}}""")]
    [InlineData("event.subscribe", """{"type": "of.tomorrow", "properties": "ses_1"}""")]
    [InlineData("event.subscribe", "[]")]
    [InlineData("v2.event.subscribe", """{"type": "catalog.updated", "data": {}}""")]
    public void An_event_without_a_session_tells_none(string stream, string json) => Assert.Null(Decode(stream, json));

    [Fact]
    public void A_gap_belongs_to_no_session()
    {
        var gap = new EventStreamGap { Reason = EventStreamInterruption.Broken, Since = DateTimeOffset.UnixEpoch, Until = DateTimeOffset.UnixEpoch };

        Assert.Equal((null, ""), (new EventGap(gap).SessionId, new EventGap(gap).Id));
        Assert.Null(new V2EventGap(gap).SessionId);
    }

    private static string? Decode(string stream, string json)
    {
        byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(json);
        var decoding = new JsonDecoding();
        return stream switch
        {
            "event.subscribe" => decoding.DecodeDocument(utf8, Event.Decode).SessionId,
            "global.event" => decoding.DecodeDocument(utf8, GlobalEvent.Decode).Payload.SessionId,
            "v2.event.subscribe" => decoding.DecodeDocument(utf8, V2Event.Decode).SessionId,
            _ => decoding.DecodeDocument(utf8, SessionDurableEvent.Decode).SessionId,
        };
    }

    /// <summary>The <c>sessionID</c> that stands nearest to the root, found without any knowledge of events.</summary>
    private static string? SessionIn(JsonElement json)
    {
        var level = new List<JsonElement> { json };
        while (level.Count > 0)
        {
            foreach (JsonElement element in level.Where(e => e.ValueKind == JsonValueKind.Object))
            {
                if (element.TryGetProperty("sessionID", out JsonElement session)) return session.GetString();
            }

            level = level.Where(e => e.ValueKind == JsonValueKind.Object).SelectMany(e => e.EnumerateObject().Select(p => p.Value)).ToList();
        }

        return null;
    }
}
