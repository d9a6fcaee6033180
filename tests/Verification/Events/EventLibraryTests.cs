using System.Text;
using OpenCode.Verification.Events;
using OpenCode.Verification.Tests.Traffic;
using Xunit;

namespace OpenCode.Verification.Tests.Events;

/// <summary>Events that streams sent are found by the descriptions of a pact.</summary>
public sealed class EventLibraryTests
{
    private const string Part = """{"type":"part","properties":{"part":{"type":"TYPE","a/b":"x"}},"list":["y"],"number":1}""";

    [Theory]
    [InlineData("event.subscribe: part", "text")]
    [InlineData("event.subscribe: part where /properties/part/type is tool", "tool")]
    [InlineData("event.subscribe: part where /properties/part/a~1b is x", "text")]
    [InlineData("event.subscribe: part where /properties/part/type is file", null)]
    [InlineData("event.subscribe: part where /properties/none/type is text", null)]
    [InlineData("event.subscribe: part where /list/0 is y", null)]
    [InlineData("event.subscribe: part where /number is 1", null)]
    [InlineData("event.subscribe: other", null)]
    [InlineData("global.event: part", null)]
    public void The_first_that_fits_is_handed_out(string description, string? type)
    {
        var library = new EventLibrary();
        Add(library, "GET /event", Part.Replace("TYPE", "text", StringComparison.Ordinal));
        Add(library, "GET /event", Part.Replace("TYPE", "tool", StringComparison.Ordinal));

        byte[]? found = library.Find(EventDescription.Parse(description));

        Assert.Equal(type is null ? null : Part.Replace("TYPE", type, StringComparison.Ordinal), found is null ? null : Encoding.UTF8.GetString(found));
    }

    [Theory]
    [InlineData("GET /global/event", "global.event: part")]
    [InlineData("GET /api/event", "v2.event.subscribe: part")]
    [InlineData("GET /event?directory=/a", "event.subscribe: part")]
    public void A_stream_is_known_by_its_operation(string request, string description)
    {
        var library = new EventLibrary();
        Add(library, request, Part);
        Assert.NotNull(library.Find(EventDescription.Parse(description)));
    }

    [Theory]
    [InlineData("GET /session")]
    [InlineData("POST /event")]
    [InlineData("GET /nowhere")]
    public void What_is_no_stream_sends_no_events(string request)
    {
        var library = new EventLibrary();
        Add(library, request, Part);
        Assert.Empty(library.Types);
    }

    [Fact]
    public void An_event_keeps_its_bytes_when_the_buffer_is_used_again()
    {
        var library = new EventLibrary();
        byte[] buffer = Encoding.UTF8.GetBytes(Part);
        library.AddEvent(Exchanges.Of("GET /event", 200, null, ""), buffer);
        Array.Clear(buffer);

        Assert.Equal(Part, Encoding.UTF8.GetString(library.Find(EventDescription.Parse("event.subscribe: part"))!));
    }

    [Fact]
    public void An_event_that_is_deep_can_be_looked_into()
    {
        var library = new EventLibrary();
        Add(library, "GET /event", $$"""{"type":"part","at":"x","deep":{{new string('[', 70)}}{{new string(']', 70)}}}""");
        Assert.NotNull(library.Find(EventDescription.Parse("event.subscribe: part where /at is x")));
    }

    [Fact]
    public void Of_one_type_there_is_an_end_and_events_may_come_from_several_threads()
    {
        var library = new EventLibrary();
        Parallel.For(0, 2000, i => Add(library, "GET /event", $$"""{"type":"part","n":"{{i}}"}"""));
        Add(library, "GET /event", """{"type":"part","n":"last"}""");

        Assert.Equal(("event.subscribe", "part"), Assert.Single(library.Types));
        Assert.Null(library.Find(EventDescription.Parse("event.subscribe: part where /n is last")));
    }

    private static void Add(EventLibrary library, string request, string data)
        => library.AddEvent(Exchanges.Of(request, 200, "text/event-stream", ""), Encoding.UTF8.GetBytes(data));
}
