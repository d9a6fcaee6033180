using System.Text;
using OpenCode.Core.Operations;
using OpenCode.Verification;
using OpenCode.Verification.Conformance;
using OpenCode.Verification.Judging;
using OpenCode.Verification.Results;
using OpenCode.Verification.Tests.Traffic;
using OpenCode.Verification.Traffic;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Verification.Tests.Conformance;

/// <summary>A known difference explains what it describes and nothing else, and is missed when it is gone.</summary>
public sealed class KnownDifferencesTests
{
    private const string Entry = """
        {"operation":"command.list","status":200,"pointer":"/*/template","kind":"WrongType","shows":"Always","reason":"It is an object."}
        """;

    private static readonly KnownDifferences _known = Parse(Entry);

    [Fact]
    public void Every_entry_of_the_pinned_release_is_of_the_catalog()
    {
        Assert.NotEmpty(KnownDifferences.OfPinnedRelease.All);
        Assert.All(KnownDifferences.OfPinnedRelease.All,
            static k => Assert.Contains(OperationCatalog.All, o => k.AppliesTo(o.Id, k.Status, k.EventType?.TrimEnd('*'))));
        Assert.Equal(KnownDifferences.OfPinnedRelease.All.Count, KnownDifferences.OfPinnedRelease.All.Select(static k => (k.ToString(), k.Found)).Distinct()
            .Count());
    }

    [Fact]
    public void The_list_is_of_the_release_that_the_client_was_generated_from()
        => Assert.Contains($"\"{KnownDifferences.OfPinnedRelease.Release}\"", File.ReadAllText(Clone.InRoot("spec/openapi.lock.json")),
            StringComparison.Ordinal);

    [Fact]
    public void What_it_describes_is_marked_with_the_reason()
    {
        var check = new ConformanceCheck(_known);

        check.Add(Exchanges.Json("GET /command", """[{"name":"a","template":{},"hints":[]},{"name":1,"template":"b","hints":[]}]"""));

        Assert.Equal([null, "It is an object."], check.Results.Select(static d => d.KnownReason));
        Assert.Empty(check.Disappeared);
    }

    [Theory]
    [InlineData("""{"name":1,"template":{},"hints":[]}""", true)]
    [InlineData("""{"name":"a","template":{},"hints":[]}""", false)]
    public void What_is_known_beside_something_else_is_not_known_alone(string item, bool known)
    {
        const string Beside =
            """{"operation":"command.list","status":200,"pointer":"/*/name","kind":"WrongType","shows":"Sometimes","reason":"It is a number."}""";
        var check = new ConformanceCheck(Parse(Entry.Replace("\"shows\"", "\"beside\":\"/*/name\",\"shows\"", StringComparison.Ordinal) + "," + Beside));

        check.Add(Exchanges.Json("GET /command", $"[{item}]"));

        Assert.Equal(known ? "It is an object." : null, check.Results.Single(static d => d.Pointer == "/*/template").KnownReason);
    }

    [Theory]
    [InlineData("GET /command", "[]", true)]
    [InlineData("GET /agent", "[]", false)]
    public void What_does_not_show_any_more_is_told_only_when_it_could_have(string request, string body, bool disappeared)
    {
        var check = new ConformanceCheck(_known);

        check.Add(Exchanges.Json(request, body));

        Assert.Equal(disappeared, check.Disappeared.Count == 1);
    }

    [Fact]
    public void What_shows_sometimes_is_not_missed()
    {
        var check = new ConformanceCheck(Parse(Entry.Replace("Always", "Sometimes", StringComparison.Ordinal)));

        check.Add(Exchanges.Json("GET /command", "[]"));

        Assert.Empty(check.Disappeared);
    }

    [Theory]
    [InlineData("session.next.*", "session.next.started", true)]
    [InlineData("session.next.*", "session.idle", false)]
    [InlineData("session.idle", "session.idle", true)]
    [InlineData("session.idle", null, false)]
    [InlineData(null, "session.idle", true)]
    public void An_entry_may_be_of_certain_events(string? pattern, string? type, bool explains)
    {
        var known =
            new KnownDifference
            {
                Operation = "event.*",
                Status = 200,
                EventType = pattern,
                Pointer = "/a/*",
                Kind = "WrongType",
                Shows = Showing.Always,
                Reason = "r"
            };
        var drift =
            new Drift { Operation = "event.subscribe", Status = 200, EventType = type, Pointer = "/a/b", Kind = "WrongType", Expected = "", Found = "" };

        Assert.Equal(explains, known.Explains(drift));
        Assert.False(known.Explains(drift with { Pointer = "/a/b/c" }));
        Assert.False(known.Explains(drift with { Kind = "UnexpectedNull" }));
        Assert.False(known.Explains(drift with { Status = 400 }));
        Assert.False(known.Explains(drift with { Operation = "global.event" }));
        Assert.False((known with { Found = "string" }).Explains(drift with { Found = "number 1" }));
    }

    [Theory]
    [InlineData(null, DriftSource.Traffic, true)]
    [InlineData(null, DriftSource.Schema, true)]
    [InlineData(TrafficJudge.Schema, DriftSource.Schema, true)]
    [InlineData(TrafficJudge.Schema, DriftSource.Traffic, false)]
    [InlineData(TrafficJudge.Client, DriftSource.Schema, false)]
    [InlineData(TrafficJudge.Client, DriftSource.Traffic, true)]
    public void An_entry_may_be_of_one_judge(TrafficJudge? seenBy, DriftSource source, bool explains)
    {
        var known =
            new KnownDifference
            {
                Operation = "command.list",
                Status = 200,
                Pointer = "",
                Kind = "WrongType",
                SeenBy = seenBy,
                Shows = Showing.Always,
                Reason = "r"
            };

        Assert.Equal(explains,
            known.Explains(
                new Drift { Operation = "command.list", Status = 200, Pointer = "", Kind = "WrongType", Expected = "", Found = "", Source = source }));
    }

    [Theory]
    [InlineData(TrafficJudge.Client, false)]
    [InlineData(TrafficJudge.Schema, true)]
    [InlineData(TrafficJudge.Both, true)]
    public void What_one_judge_sees_is_missed_only_by_that_judge(TrafficJudge judge, bool disappeared)
    {
        var check = new ConformanceCheck(Parse(Entry.Replace("\"shows\"", "\"seenBy\":\"Schema\",\"shows\"", StringComparison.Ordinal)), judge);

        check.Add(Exchanges.Json("GET /command", "[]"));

        Assert.Equal(disappeared, check.Disappeared.Count == 1);
    }

    [Theory]
    [InlineData(TrafficJudge.Client, "/*/template Traffic")]
    [InlineData(TrafficJudge.Schema, "/*/added Schema; /*/template Schema")]
    [InlineData(TrafficJudge.Both, "/*/added Schema; /*/template Traffic")]
    public void A_place_is_told_once_whoever_judges(TrafficJudge judge, string expected)
    {
        var check = new ConformanceCheck(_known, judge);

        check.Add(Exchanges.Json("GET /command", """[{"name":"a","template":{},"hints":[],"added":1}]"""));

        Assert.Equal(expected, string.Join("; ", check.Results.Select(static d => $"{d.Pointer} {d.Source}")));
        Assert.Equal("It is an object.", check.Results.Single(static d => d.Pointer == "/*/template").KnownReason);
    }

    [Fact]
    public void What_the_body_would_show_is_known_without_it()
    {
        const string InBody =
            """{"operation":"command.list","status":500,"pointer":"","kind":"Status","found":"UnknownError","shows":"Sometimes","reason":"It breaks."}""";
        RecordedExchange named = Exchanges.Json("GET /command", """{"name":"UnknownError"}""", status: 500);

        string? Reason(RecordedExchange exchange) => Assert.Single(new ConformanceCheck(Parse(InBody)).Add(exchange)).KnownReason;

        Assert.Equal("It breaks.", Reason(named));
        Assert.Equal("It breaks.", Reason(named with { Body = null }));
        Assert.Null(Reason(named with { Body = "{}"u8.ToArray() }));
    }

    [Theory]
    [InlineData("nonsense", "invalid")]
    [InlineData("""{"release":"1","differences":[{"operation":"a"}]}""", "required")]
    [InlineData("""{"release":"1","differences":[],"more":1}""", "more")]
    [InlineData("null", "null")]
    public void A_bad_list_is_refused(string json, string says)
        => Assert.Contains(says, Assert.Throws<FormatException>(() => KnownDifferences.Parse(Encoding.UTF8.GetBytes(json), "list.json")).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("WrongType", "WrongTypo")]
    [InlineData("It is an object.", " ")]
    [InlineData("\"shows\"", "\"seenBy\":\"Both\",\"shows\"")]
    public void A_bad_entry_is_refused(string part, string wrong)
        => Assert.Contains("command.list", Assert.Throws<FormatException>(() => Parse(Entry.Replace(part, wrong, StringComparison.Ordinal))).Message,
            StringComparison.Ordinal);

    private static KnownDifferences Parse(string entry)
        => KnownDifferences.Parse(Encoding.UTF8.GetBytes($$"""{"release":"1.0.0","differences":[{{entry}}]}"""), "list.json");
}
