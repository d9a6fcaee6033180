using System.Text;
using OpenCode.Verification;
using OpenCode.Verification.Conformance;
using OpenCode.Verification.Results;
using OpenCode.Verification.Tests.Traffic;
using Xunit;

namespace OpenCode.Verification.Tests.Conformance;

/// <summary>What is collected: each difference once, with its count, its event and the reason where it is known.</summary>
public sealed class ConformanceCheckTests
{
    private static readonly byte[] _idle = Encoding.UTF8.GetBytes(Exchanges.SessionIdle);

    [Fact]
    public void A_difference_is_collected_once_and_counted()
    {
        var check = new ConformanceCheck(KnownDifferences.None);

        Parallel.For(0, 200, i => check.Add(Exchanges.Json("GET /command", $$"""[{"name":{{i}},"template":"b","hints":[]}]""")));

        Drift drift = Assert.Single(check.Results);
        Assert.Equal((200, "/*/name"), (drift.Count, drift.Pointer));
        Assert.Equal(200, check.AnswersOf("command.list"));
    }

    [Fact]
    public void Variants_that_nobody_knows_are_told_apart()
    {
        var check = new ConformanceCheck(KnownDifferences.None);

        foreach (string type in new[] { "new", "newer", "new" })
            check.Add(Exchanges.Json("GET /session/status", $$$"""{"ses_1f82bba7300120pA6ypeDxjGvD":{"type":"{{{type}}}"}}"""));

        Assert.Equal([2, 1], check.Results.Select(static d => d.Count));
    }

    [Fact]
    public void A_request_to_no_operation_is_listed_apart()
    {
        var check = new ConformanceCheck();

        check.Add(Exchanges.Json("GET /session/ses_1f82bba7300120pA6ypeDxjGvD/new", "{}"));
        check.Add(Exchanges.Json("GET /session/ses_2f82bba7300120pA6ypeDxjGvD/new", "{}"));

        Assert.Equal(("GET /session/*/new", 2), (Assert.Single(check.UnknownOperations).Key, check.UnknownOperations.Values.Single()));
        Assert.Empty(check.Results);
        Assert.Equal(0, check.Answers);
    }

    [Theory]
    [InlineData("event.subscribe", """{"id":"e","type":"session.idle","properties":{"sessionID":"s"}}""", "session.idle", null)]
    [InlineData("event.subscribe", """{"id":"e","type":"session.idle","properties":{}}""", "session.idle", "/properties/sessionID MissingProperty")]
    [InlineData("event.subscribe", """{"id":"e","type":"brand.new","properties":{}}""", "brand.new", " UnknownVariant")]
    [InlineData("event.subscribe", """{"properties":{}}""", "(none)", " UnknownVariant")]
    [InlineData("event.subscribe", "{", "(none)", " NotJson")]
    [InlineData("global.event", """{"directory":"/d","payload":{"id":"e","type":"session.idle","properties":{"sessionID":1}}}""", "session.idle",
        "/payload/properties/sessionID WrongType")]
    [InlineData("global.event", """{"directory":"/d","payload":{"type":"sync","syncEvent":{"type":"brand.new.1"}}}""", "sync:brand.new.1",
        "/payload UnknownVariant")]
    public void An_event_is_judged_and_its_type_named(string operationId, string data, string type, string? difference)
    {
        var check = new ConformanceCheck(KnownDifferences.None);

        check.AddEvent(operationId, Encoding.UTF8.GetBytes(data));

        Assert.Equal(1, check.EventsOf(operationId, type));
        Assert.Equal(difference is null ? [] : [(type, difference)], check.Results.Select(static d => (d.EventType!, $"{d.Pointer} {d.Kind}")));
    }

    [Fact]
    public void The_events_of_a_recorded_stream_are_judged_and_a_cut_off_one_is_left_out()
    {
        var check = new ConformanceCheck(KnownDifferences.None);
        string stream =
            $": heartbeat\n\ndata: {Exchanges.SessionIdle}\n\ndata: {Exchanges.SessionIdle.Replace(",", "\ndata: ,", StringComparison.Ordinal)}\n\ndata: {{\"type\":";

        check.Add(Exchanges.Of("GET /event", 200, "text/event-stream", stream));

        Assert.Equal((1, 2), (check.Answers, check.Events));
        Assert.Empty(check.Results);
    }

    [Fact]
    public void An_operation_that_is_no_stream_has_no_events()
        => Assert.Contains("command.list", Assert.Throws<ArgumentException>(() => new ConformanceCheck().AddEvent("command.list", _idle)).Message,
            StringComparison.Ordinal);
}
