using System.Text;
using OpenCode.Core.Operations;
using OpenCode.Verification;
using OpenCode.Verification.Judging;
using OpenCode.Verification.Results;
using OpenCode.Verification.Schemas;
using OpenCode.Verification.Tests.Judging;
using OpenCode.Verification.Tests.Traffic;
using OpenCode.Verification.Traffic;
using Xunit;

namespace OpenCode.Verification.Tests.Schemas;

/// <summary>The document's own schemas find what the client's decoder finds, and beside it what the client keeps on purpose.</summary>
public sealed class SchemaJudgeTests
{
    [Theory]
    [MemberData(nameof(ResponseJudgeTests.Broken), MemberType = typeof(ResponseJudgeTests))]
    public void What_the_decoder_finds_wrong_the_schemas_find_wrong(string request, int status, string? contentType, string body, string[] expected)
    {
        RecordedExchange exchange = Exchanges.Of(request, status, contentType, body);
        var comparison = new JudgeComparison(SchemaJudge.OfPinnedRelease);

        comparison.Add(exchange);

        Assert.NotEmpty(expected);
        Assert.DoesNotContain(comparison.Disagreements, static d => d.Source == DriftSource.Traffic);
        Assert.Equal((1, 0), (comparison.Compared, comparison.Contradicted));
    }

    [Theory]
    [MemberData(nameof(ResponseJudgeTests.Harmless), MemberType = typeof(ResponseJudgeTests))]
    public void What_the_decoder_accepts_differs_only_in_what_it_keeps(string request, int status, string? contentType, string body)
        => Assert.All(Judge(Exchanges.Of(request, status, contentType, body)),
            static d => Assert.Contains(d.Kind, (string[])[DriftKinds.AddedProperty, DriftKinds.UnknownValue]));

    public static TheoryData<string, string, string> Seen => new()
    {
        { "GET /command", """[{"name":"a","template":"b","hints":[],"added":1}]""", "/*/added AddedProperty number 1" },
        { "GET /command", """[{"name":"a","template":"b","hints":[],"source":"new"}]""", "/*/source UnknownValue string \"new\"" },
        { "GET /command", """[{"name":"a","hints":[1]}]""", "/*/template MissingProperty nothing; /*/hints/* WrongType number 1" },
        { "GET /session/status", """{"ses_1f82bba7300120pA6ypeDxjGvD":{"type":"retry","attempt":"1","message":"m","next":2}}""",
            "/*/attempt WrongType string \"1\"" },
        { "GET /session/status", """{"ses_1f82bba7300120pA6ypeDxjGvD":7}""", "/* WrongType number 7" },
        { "GET /session/status", """{"ses_1f82bba7300120pA6ypeDxjGvD":null}""", "/* UnexpectedNull null" },
        { "GET /path", """{"home":"a","state":"b","config":"c","worktree":"d","directory":"token","apiKey":"sk-1234"}""",
            "/apiKey AddedProperty string (hidden)" },
    };

    [Theory]
    [MemberData(nameof(Seen))]
    public void Every_place_is_named(string request, string body, string expected)
        => Assert.Equal(expected, string.Join("; ", Judge(Exchanges.Json(request, body)).Select(static d => $"{d.Pointer} {d.Kind} {d.Found}")));

    [Theory]
    [InlineData("event.subscribe", Exchanges.SessionIdle, "")]
    [InlineData("event.subscribe", """{"id":"evt_1","type":"session.idle","properties":{}}""", "session.idle /properties/sessionID MissingProperty")]
    [InlineData("event.subscribe", """{"id":"x","type":"session.idle","properties":{"sessionID":"ses_1"}}""", "session.idle /id Constraint")]
    [InlineData("event.subscribe", """{"id":"evt_1","type":"session.new","properties":{}}""", "session.new  UnknownVariant")]
    [InlineData("event.subscribe", "not JSON", "(none)  NotJson")]
    [InlineData("global.event", """{"directory":"/a","payload":{"id":"evt_1","type":"session.idle","properties":{"sessionID":1}}}""",
        "session.idle /payload/properties/sessionID WrongType")]
    [InlineData("v2.session.events",
        """{"id":"evt_1","type":"session.next.text.started","durable":{"aggregateID":"ses_1","seq":1,"version":1},"data":{"timestamp":"now","sessionID":"ses_1","assistantMessageID":"msg_1","textID":"t"}}""", "session.next.text.started /data/timestamp WrongType")]
    public void An_event_is_judged_by_the_schema_of_its_data(string stream, string data, string expected)
    {
        IReadOnlyList<Drift> drifts = SchemaJudge.OfPinnedRelease.JudgeEvent(OperationCatalog.Find(stream)!, Encoding.UTF8.GetBytes(data));

        Assert.Equal(expected, string.Join("; ", drifts.Select(static d => $"{d.EventType} {d.Pointer} {d.Kind}")));
    }

    [Fact]
    public void What_only_the_schemas_see_is_a_disagreement()
    {
        var comparison = new JudgeComparison(SchemaJudge.OfPinnedRelease);

        comparison.Add(Exchanges.Json("GET /command", """[{"name":1,"template":"b","hints":[],"added":1},{"name":"a","template":"b","hints":[],"added":2}]"""));
        comparison.AddEvent(Exchanges.Json("GET /event", ""), Encoding.UTF8.GetBytes(Exchanges.SessionIdle));

        Drift added = Assert.Single(comparison.Disagreements);
        Assert.Equal((DriftSource.Schema, "/*/added", 2, 2, 0), (added.Source, added.Pointer, added.Count, comparison.Compared, comparison.Contradicted));
    }

    [Fact]
    public void What_only_the_decoder_sees_is_a_disagreement()
    {
        var comparison = new JudgeComparison(SchemaJudge.OfPinnedRelease);

        // JSON has numbers of any size, .NET has not.
        comparison.Add(
            Exchanges.Json("GET /find?pattern=x",
                """[{"path":{"text":"a"},"lines":{"text":"b"},"line_number":9223372036854775808,"absolute_offset":0,"submatches":[]}]"""));

        Drift number = Assert.Single(comparison.Disagreements);
        Assert.Equal((DriftSource.Traffic, "/*/line_number", 1), (number.Source, number.Pointer, comparison.Contradicted));
    }

    [Fact]
    public void A_body_that_was_not_recorded_is_judged_by_status_and_type()
    {
        Assert.Empty(Judge(Exchanges.Json("GET /command", "") with { Body = null }));
        Assert.Equal(DriftKinds.Status, Assert.Single(Judge(Exchanges.Json("GET /command", "", status: 418) with { Body = null })).Kind);
    }

    [Fact]
    public async Task It_is_safe_for_several_threads()
    {
        var judge = new SchemaJudge(SpecDocument.ReadPinned());
        Operation commands = OperationCatalog.Find("command.list")!;
        RecordedExchange exchange = Exchanges.Json("GET /command", """[{"name":1,"template":"b","hints":[]}]""");

        Drift[][] found =
            await Task.WhenAll(Enumerable.Range(0, 16)
                .Select(_ => Task.Run(() => judge.Judge(commands, exchange).ToArray(), TestContext.Current.CancellationToken)));

        Assert.All(found, static f => Assert.Equal("/*/name", Assert.Single(f).Pointer));
    }

    private static IReadOnlyList<Drift> Judge(RecordedExchange exchange)
        => SchemaJudge.OfPinnedRelease.Judge(RouteTable.Catalog.Find(exchange.Method, exchange.Path)!, exchange);
}
