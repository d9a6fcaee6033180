using System.Text.Json;
using OpenCode.Models;
using OpenCode.Testing;
using OpenCode.Testing.Events;

namespace OpenCode.Contract.Tests.Faults;

/// <summary>The sample events are events of the API: the client's models take them without anything left over.</summary>
public sealed class SampleEventsTests
{
    [Fact]
    public void A_delta_is_one_in_both_APIs()
    {
        EventMessagePartDelta first = Assert.IsType<EventMessagePartDelta>(Read<Event>(SampleEvents.MessagePartDelta(7, "é\"😀\n")));
        MessagePartDelta second = Assert.IsType<MessagePartDelta>(Read<V2Event>(SampleEvents.ApiMessagePartDelta(7, "é\"😀\n")));

        Assert.Equal(("é\"😀\n", "text", SampleEvents.SessionId), (first.Properties.Delta, first.Properties.Field, first.Properties.SessionId));
        Assert.Equal(("é\"😀\n", "text", SampleEvents.SessionId), (second.Data.Delta, second.Data.Field, second.Data.SessionId));
        Assert.Equal((SampleEvents.EventId(7), SampleEvents.EventId(7)), (first.Id, second.Id));
        Assert.All([first.AdditionalProperties, first.Properties.AdditionalProperties, second.AdditionalProperties, second.Data.AdditionalProperties],
            static a => Assert.True(a is null or { Count: 0 }));
    }

    [Fact]
    public void A_durable_event_carries_its_sequence_number()
    {
        SessionNextTextEnded ended = Assert.IsType<SessionNextTextEnded>(Read<SessionDurableEvent>(SampleEvents.SessionTextEnded(42, "Done.", "ses_a")));

        Assert.Equal((42, "ses_a"), (ended.Durable?.Seq, ended.Durable?.AggregateId));
        Assert.Equal(("Done.", "ses_a"), (ended.Data.Text, ended.Data.SessionId));
        Assert.All([ended.AdditionalProperties, ended.Data.AdditionalProperties], static a => Assert.True(a is null or { Count: 0 }));
    }

    [Fact]
    public void A_global_event_wraps_one_and_names_its_directory()
    {
        GlobalEvent wrapped = Read<GlobalEvent>(SampleEvents.Global(SampleEvents.MessagePartDelta(1, "x"), "/a \"b\""));

        Assert.Equal("/a \"b\"", wrapped.Directory);
        Assert.IsType<EventMessagePartDelta>(wrapped.Payload);
    }

    [Fact]
    public void The_greetings_are_known_events()
    {
        Assert.IsType<EventServerConnected>(Read<Event>(SampleEvents.ServerConnected(1)));
        Assert.IsType<ServerConnected>(Read<V2Event>(SampleEvents.ApiServerConnected(1)));
    }

    [Theory]
    [InlineData(0, "evt_00000000000000000000000000")]
    [InlineData(61, "evt_00000000003d0000000000000z")]
    [InlineData(62, "evt_00000000003e00000000000010")]
    public void Ids_have_26_characters_and_sort_by_number(long number, string id) => Assert.Equal(id, SampleEvents.EventId(number));

    private static T Read<T>(string json)
        where T : class
    {
        T? read = JsonSerializer.Deserialize<T>(json);
        Assert.NotNull(read);
        return read;
    }
}
