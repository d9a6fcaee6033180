using OpenCode.Core.Operations;
using OpenCode.Verification.Contract.Pacts;
using OpenCode.Verification.Events;
using OpenCode.Verification.Outcomes;
using OpenCode.Verification.Tests.Outcomes;
using Xunit;

namespace OpenCode.Verification.Tests.Events;

/// <summary>The descriptions of events in a pact are read as they are meant.</summary>
public sealed class EventDescriptionTests
{
    [Theory]
    [InlineData("event.subscribe: session.idle", "event.subscribe", "session.idle", null, null)]
    [InlineData("global.event: sync:session.created.1", "global.event", "sync:session.created.1", null, null)]
    [InlineData("event.subscribe: message.part.updated where /properties/part/type is text", "event.subscribe", "message.part.updated", "/properties/part/type",
        "text")]
    [InlineData("event.subscribe: a where /p is this is it", "event.subscribe", "a", "/p", "this is it")]
    [InlineData("event.subscribe: a where nothing", "event.subscribe", "a where nothing", null, null)]
    public void A_description_is_taken_apart(string description, string stream, string type, string? where, string? text)
        => Assert.Equal(new EventDescription(stream, type, where, text), EventDescription.Parse(description));

    [Theory]
    [InlineData("")]
    [InlineData("session.idle")]
    [InlineData("event.subscribe:session.idle")]
    [InlineData("event.subscribe: ")]
    public void What_describes_no_event_is_refused(string description)
        => Assert.Contains($"'{description}'", Assert.Throws<FormatException>(() => EventDescription.Parse(description)).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_event_of_the_pact_is_of_a_stream_of_the_catalog() => Assert.All(PactFile.Events.Interactions, static interaction =>
    {
        var description = EventDescription.Parse(interaction.Description);
        Assert.Equal(OperationKind.EventStream, OperationCatalog.Find(description.Stream)?.Kind);
        Assert.Equal(description.Where is null, description.Is is null);
        Assert.StartsWith("/", description.Where ?? "/", StringComparison.Ordinal);
    });
}
