using OpenCode.Core.Operations;
using OpenCode.Pact;
using OpenCode.Pact.Provider;
using OpenCode.Verification;
using OpenCode.Verification.Conformance;
using OpenCode.Verification.Contract.Pacts;
using OpenCode.Verification.Outcomes;
using OpenCode.Verification.Results;
using OpenCode.Verification.Tests.Traffic;
using Xunit;

namespace OpenCode.Verification.Tests.Outcomes;

/// <summary>What the core says about an interaction, in the terms of the spec. The texts are the core's own: see tests/Contract/Pact.</summary>
public sealed class PactDriftsTests
{
    private static readonly ResponseLog _answers = new();

    /// <summary>A mismatch of the body, and the differences it comes to: pointer, kind, expected and found.</summary>
    public static TheoryData<string, string, string, string, string[]> BodyMismatches => new()
    {
        { "$.a", "\"n\"", "1", "Expected 1 (Integer) to be the same type as 'n' (String)", ["/a WrongType: expected \"n\", found 1"] },
        { "$[1].a", "1", "\"x\"", "Expected 'x' (String) to be an integer", ["/*/a WrongType: expected 1, found \"x\""] },
        { "$.a", "1", "null", "Expected null (Null) to be an integer", ["/a UnexpectedNull: expected 1, found null"] },
        { "$.a", "[1]", "null", "Type mismatch: Expected null (Null) to be the same type as [1] (Array)", ["/a UnexpectedNull: expected [1], found null"] },
        { "$.a", "\"x\"", "\"y\"", "Expected 'y' (String) to be equal to 'x' (String)", ["/a WrongConstant: expected \"x\", found \"y\""] },
        { "$.a", "null", "1", "Expected 1 (Integer) to be equal to null (Null)", ["/a WrongConstant: expected null, found 1"] },
        { "$", """["a","b","d"]""", """["d"]""", "Actual map is missing the following keys: a, b",
            ["/a MissingProperty: expected a property that 'lists the skills' needs, found nothing",
                "/b MissingProperty: expected a property that 'lists the skills' needs, found nothing"] },
        { "$.d", """["a, b"]""", "[]", "Actual map is missing the following keys: a, b",
            ["/d/a, b MissingProperty: expected a property that 'lists the skills' needs, found nothing"] },
        { "$", """["a/b~c"]""", "[]", "Actual map is missing the following keys: a/b~c",
            ["/a~1b~0c MissingProperty: expected a property that 'lists the skills' needs, found nothing"] },
        { "$.file", """["size"]""", "[]", "Actual map is missing the following keys: size",
            ["/file/size MissingProperty: expected a property that 'lists the skills' needs, found nothing"] },
        { "$['a.b']", "1", "\"x\"", "Expected 'x' (String) to be an integer", ["/a.b WrongType: expected 1, found \"x\""] },
        { "$['ü']", "1", "\"x\"", "Expected 'x' (String) to be an integer", ["/ü WrongType: expected 1, found \"x\""] },
        { "$['~'].b", "1", "\"x\"", "Expected 'x' (String) to be an integer", ["/~0/b WrongType: expected 1, found \"x\""] },
        { @"$['it\'s'].b", "1", "\"x\"", "Expected 'x' (String) to be an integer", ["/it's/b WrongType: expected 1, found \"x\""] },
        { @"$.d['a\\b'].c", "1", "\"x\"", "Expected 'x' (String) to be an integer", [@"/d/a\b/c WrongType: expected 1, found ""x"""] },
        { "$['/a/path'][0]", "1", "\"x\"", "Expected 'x' (String) to be an integer", ["/*/* WrongType: expected 1, found \"x\""] },
        { "$.ses_1f82bba7300120pA6ypeDxjGvD.a", "1", "\"x\"", "Expected 'x' (String) to be an integer", ["/*/a WrongType: expected 1, found \"x\""] },
        { "$.a", "\"size\"", "[]", "Expected [] (Array) to be the same type as 'size' (String)", ["/a WrongType: expected \"size\", found []"] },
        { "$.a", "[1]", "[]", "Expected [] to be equal to [1]", ["/a WrongConstant: expected [1], found []"] },
        { "$.a", "[1]", "{}", "Type mismatch: Expected {} (Object) to be the same type as [1] (Array)", ["/a WrongType: expected [1], found {}"] },
        { "$", "{\"a\":\"x\"}", "[]", "Variant at index 0 ({\"a\":\"x\"}) was not found in the actual list",
            [" MissingVariant: expected an item as the interaction 'lists the skills' needs one, found none"] },
        { "/", "{\"a\":1}", "", "Expected body Present(7 bytes, application/json) but was empty", [" NotJson: expected {\"a\":1}, found "] },
        { "$", "{\"a\":1}", "nonsense", "Failed to parse the actual body: 'expected ident at line 1 column 2'",
            [" NotJson: expected {\"a\":1}, found nonsense"] },
        { "$", """["{\"name\":\"n\"}"]""", "[]", "Expected [] (size 0) to have minimum size of 1", [] },
        { "$.data", """["\"n\""]""", "[]", "Expected [] (size 0) to have minimum size of 12", [] },
        { "$", """["\"n\""]""", """["\"a\""]""", "Expected [\"a\"] (size 1) to have minimum size of 2",
            [" WrongType: expected [\"\\\"n\\\"\"], found [\"\\\"a\\\"\"]"] },
    };

    [Theory]
    [MemberData(nameof(BodyMismatches))]
    public void A_mismatch_of_the_body_is_told_by_its_place_and_kind(string path, string expected, string actual, string text, string[] drifts)
        => Assert.Equal(drifts, Of(Interactions.Of("app.skills: lists the skills"), Interactions.Body(path, expected, actual, text)).Select(Text));

    [Fact]
    public void A_drift_says_which_answer_it_is_of()
    {
        Drift drift = Assert.Single(Of(Interactions.Of("session.get: no such session", 404), Interactions.WrongType("$.a")));
        Assert.Equal(("session.get", 404, null, DriftSource.Pact), (drift.Operation, drift.Status, drift.EventType, drift.Source));
    }

    [Fact]
    public void A_drift_says_which_event_it_is_of()
    {
        Drift drift =
            Assert.Single(
                new PactDrifts(_answers, KnownDifferences.None).Of(Interactions.Of("event.subscribe: session.idle", 0),
                    Interactions.Failed(Interactions.WrongType("$.a")), "session.idle"));
        Assert.Equal(("event.subscribe", 200, "session.idle"), (drift.Operation, drift.Status, drift.EventType));
    }

    [Fact]
    public void The_same_place_is_told_once()
        => Assert.Equal(["/*/a"], Of(Interactions.Of("app.skills: lists"), Interactions.WrongType("$[0].a"), Interactions.WrongType("$[1].a"))
            .Select(static d => d.Pointer));

    [Fact]
    public void A_folder_is_called_by_its_name_and_not_by_its_place()
    {
        var answers = new ResponseLog();
        answers.Name("/tmp/a", "$HOME");
        answers.Name("/tmp/a/project", "$PROJECT");

        answers.Add(Exchanges.Json("GET /skill", """{"lacks":["/tmp/a/x","/tmp/a/project/y"]}""", 404));

        Assert.Equal("""{"lacks":["$HOME/x","$PROJECT/y"]}""", answers.Find("app.skills", 404));
    }

    [Fact]
    public void With_another_status_the_body_is_not_looked_at()
    {
        var answers = new ResponseLog();
        answers.Add(Exchanges.Json("GET /skill", "{\"why\":\n\"busy\"}", 503));

        Drift drift = Assert.Single(new PactDrifts(answers, KnownDifferences.None).Of(
            Interactions.Of("app.skills: lists"), Interactions.Failed(Interactions.WrongType("$.a"), Interactions.Status(200, 503)), null));

        Assert.Equal((503, "", "Status", "200", "503 {\"why\": \"busy\"}"), (drift.Status, drift.Pointer, drift.Kind, drift.Expected, drift.Found));
    }

    [Theory]
    [InlineData("session.get", 500, 404, false)]
    [InlineData("session.get", 500, 400, false)]
    [InlineData("session.get", 500, 200, true)]
    [InlineData("session.get", 500, 418, true)]
    [InlineData("session.get", 404, 400, true)]
    [InlineData("session.get", 200, 404, true)]
    [InlineData("v2.session.wait", 503, 204, false)]
    [InlineData("v2.session.wait", 503, 200, true)]
    [InlineData("v2.session.wait", 503, 404, true)]
    public void A_server_that_answers_as_documented_is_no_worse_than_one_that_fails(string operation, int promised, int actual, bool drifts)
        => Assert.Equal(drifts, Of(Interactions.Of($"{operation}: one", promised), Interactions.Status(promised, actual)).Count == 1);

    [Theory]
    [InlineData("BodyTypeMismatch", "")]
    [InlineData("HeaderMismatch", "Content-Type")]
    public void Another_content_type_is_one_difference_of_the_whole(string kind, string path)
    {
        var mismatch =
            new PactMismatch(kind, path, "application/json", "text/html", "Expected a body of 'application/json' but the actual content type was 'text/html'");
        Assert.Equal([" ContentType: expected application/json, found text/html"], Of(Interactions.Of("app.skills: lists"), mismatch, mismatch).Select(Text));
    }

    [Fact]
    public void A_known_difference_is_marked_and_a_status_never_is()
    {
        var known =
            new KnownDifference
            {
                Operation = "app.skills",
                Status = 200,
                Pointer = "/a",
                Kind = "WrongType",
                Shows = Showing.Always,
                Reason = "It is a number."
            };
        var drifts = new PactDrifts(_answers, Interactions.Known(known, known with { Status = 404, Pointer = "", Kind = "Status" }));

        Assert.Equal("It is a number.",
            Assert.Single(drifts.Of(Interactions.Of("app.skills: lists"), Interactions.Failed(Interactions.WrongType("$.a")), null)).KnownReason);
        Assert.Null(Assert.Single(drifts.Of(Interactions.Of("app.skills: lists"), Interactions.Failed(Interactions.Status(200, 404)), null)).KnownReason);
    }

    [Fact]
    public void What_is_long_is_cut()
    {
        Drift drift =
            Assert.Single(Of(Interactions.Of("app.skills: lists"), Interactions.Body("$.a", new string('e', 500), new string('f', 500), "Expected …")));
        Assert.Equal((81, 81), (drift.Expected.Length, drift.Found.Length));
    }

    [Fact]
    public void What_held_or_was_not_tried_shows_nothing()
    {
        var drifts = new PactDrifts(_answers, KnownDifferences.None);
        Assert.Empty(drifts.Of(Interactions.Of("app.skills: lists"), Interactions.Held(), null));
        Assert.Empty(drifts.Of(Interactions.Of("app.skills: lists"), Interactions.Untried("error sending request for url (http://127.0.0.1:1/)"), null));
    }

    [Fact]
    public void A_request_without_an_answer_is_a_difference()
    {
        Drift drift =
            Assert.Single(
                new PactDrifts(_answers, KnownDifferences.None).Of(Interactions.Of("app.skills: lists"), Interactions.Untried(Interactions.NoAnswer), null));
        Assert.Equal((200, " NoAnswer: expected an answer, found none", DriftSource.Pact), (drift.Status, Text(drift), drift.Source));
    }

    private static IReadOnlyList<Drift> Of(PactInteraction interaction, params PactMismatch[] mismatches)
        => new PactDrifts(_answers, KnownDifferences.None).Of(interaction, Interactions.Failed(mismatches), null);

    private static string Text(Drift drift) => $"{drift.Pointer} {drift.Kind}: expected {drift.Expected}, found {drift.Found}";
}
