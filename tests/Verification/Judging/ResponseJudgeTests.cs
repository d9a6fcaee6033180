using OpenCode.Verification;
using OpenCode.Verification.Conformance;
using OpenCode.Verification.Results;
using OpenCode.Verification.Tests.Traffic;
using Xunit;

namespace OpenCode.Verification.Tests.Judging;

/// <summary>Every kind of difference is found and named; what a newer server may add is none.</summary>
public sealed class ResponseJudgeTests
{
    private const string Json = "application/json";
    private const string BadRequest = """{"name":"BadRequest","data":{"message":"no"}}""";

    /// <summary>The request, its answer, and the differences as <see cref="Drift"/> writes them.</summary>
    public static TheoryData<string, int, string?, string, string[]> Broken { get; } = new()
    {
        { "GET /command", 200, Json, """[{"name":"a","hints":[]}]""",
            ["command.list 200 /*/template: MissingProperty, expected a required property, found nothing"] },
        { "GET /command", 200, Json, """[{"name":"a","template":{},"hints":[]}]""",
            ["command.list 200 /*/template: WrongType, expected string, found empty object"] },
        { "GET /command", 200, Json, """[{"name":"a","template":{"text":"x","more":1},"hints":[]}]""",
            ["command.list 200 /*/template: WrongType, expected string, found object with text, more"] },
        { "GET /command", 200, Json, """[{"name":"a","template":"b","hints":[1,2]}]""",
            ["command.list 200 /*/hints/*: WrongType, expected string, found number 1"] },
        { "GET /command", 200, Json, """[{"name":null,"template":"b","hints":[]}]""",
            ["command.list 200 /*/name: UnexpectedNull, expected string, found null"] },
        { "GET /command", 200, Json, """{"commands":[]}""", ["command.list 200 (answer): WrongType, expected array, found object with commands"] },
        { "GET /session/ses_1f82bba7300120/todo", 200, Json, """[{"content":"a","priority":"high","status":["x","y"]}]""",
            ["session.todo 200 /*/status: WrongType, expected string, found array of 2"] },
        { "GET /session/status", 200, Json, """{"ses_1f82bba7300120pA6ypeDxjGvD":{"type":"asleep"}}""",
            ["session.status 200 /*: UnknownVariant, expected a known variant of SessionStatus, found object with type \"asleep\""] },
        { "GET /session/status", 200, Json, """{"ses_1f82bba7300120pA6ypeDxjGvD":{"state":"idle"}}""",
            ["session.status 200 /*: UnknownVariant, expected a known variant of SessionStatus, found object with state"] },
        { "GET /command", 400, Json, """{"name":"Bad","data":{"message":"no"}}""",
            ["command.list 400 /name: WrongConstant, expected \"BadRequest\", found string \"Bad\""] },
        { "GET /session/x/todo", 400, Json, BadRequest,
            ["session.todo 400 (answer): UnknownVariant, expected a known variant of EffectHttpApiErrorBadRequest or InvalidRequestError, found object with name \"BadRequest\""
            ] },
        { "GET /command", 500, Json, """{"name":"UnknownError","data":{"message":"no","ref":"r"}}""",
            ["command.list 500 (answer): Status, expected 200 or 400, found 500 UnknownError"] },
        { "GET /command", 401, null, "", ["command.list 401 (answer): Status, expected 200 or 400, found 401 with an empty body"] },
        { "GET /command", 415, "text/plain", "what?", ["command.list 415 (answer): Status, expected 200 or 400, found 415 with text/plain"] },
        { "GET /command", 200, "text/html; charset=utf-8", "<html>",
            ["command.list 200 (answer): ContentType, expected application/json, found text/html; charset=utf-8, the server's web page: it has no such route"
            ] },
        { "DELETE /api/credential/c", 200, "text/html", "<html>",
            ["v2.credential.remove 200 (answer): ContentType, expected 204 or 400 or 401, found text/html, the server's web page: it has no such route"] },
        { "GET /event", 200, "text/html", "<html>",
            ["event.subscribe 200 (answer): ContentType, expected text/event-stream, found text/html, the server's web page: it has no such route"] },
        { "GET /api/fs/read/a.bin", 200, "text/html", "<html>",
            ["v2.fs.read 200 (answer): ContentType, expected application/octet-stream, found text/html, the server's web page: it has no such route"] },
        { "GET /vcs/diff/raw", 200, "text/plain", "diff", ["vcs.diff.raw 200 (answer): ContentType, expected text/x-diff; charset=utf-8, found text/plain"] },
        { "GET /command", 200, null, "[]", ["command.list 200 (answer): ContentType, expected application/json, found no content type"] },
        { "GET /command", 400, "text/html", "<html>", ["command.list 400 (answer): ContentType, expected application/json, found text/html"] },
        { "GET /command", 200, Json, "", ["command.list 200 (answer): NotJson, expected application/json, found an empty body"] },
        { "GET /command", 200, Json, "[\n{]", ["command.list 200 (answer): NotJson, expected JSON, found 4 bytes, wrong at line 2, byte 1"] },
        { "GET /command", 200, Json, "[] []", ["command.list 200 (answer): NotJson, expected JSON, found 5 bytes, wrong at line 1, byte 3"] },
        { "DELETE /api/credential/c", 204, Json, "{}", ["v2.credential.remove 204 (answer): ContentType, expected no body, found a body of application/json"] },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_answer_is_caught_and_named(string request, int status, string? contentType, string body, string[] expected)
    {
        var check = new ConformanceCheck(KnownDifferences.None);

        check.Add(Exchanges.Of(request, status, contentType, body));

        Assert.Equal(expected, check.Results.Select(static d => d.ToString()[..d.ToString().LastIndexOf(',')]));
    }

    public static TheoryData<string, int, string?, string> Harmless { get; } = new()
    {
        { "GET /command", 200, Json, $"[{Exchanges.Command}]" },
        { "GET /command", 200, "application/json; charset=utf-8", "\uFEFF[]" },
        { "GET /command", 200, Json, """[{"name":"a","template":"b","hints":[],"added":{"deep":[1]}}]""" },
        { "GET /command", 200, Json, """[{"name":"a","template":"b","hints":[],"source":"a new source"}]""" },
        { "GET /command", 400, Json, BadRequest },
        { "GET /session/x/todo", 400, Json, """{"_tag":"BadRequest","added":1}""" },
        { "DELETE /api/credential/c", 204, null, "" },
        { "GET /api/fs/read/a.bin", 200, "image/png", "x" },
        { "GET /api/fs/read/index.html", 200, "text/html", "<html>" },
        { "GET /vcs/diff/raw", 200, "text/x-diff", "" },
        { "GET /pty/p/connect", 101, null, "" },
    };

    [Theory]
    [MemberData(nameof(Harmless))]
    public void A_harmless_answer_is_none(string request, int status, string? contentType, string body)
    {
        var check = new ConformanceCheck(KnownDifferences.None);

        check.Add(Exchanges.Of(request, status, contentType, body));

        Assert.Empty(check.Results);
        Assert.Equal(1, check.Answers);
        Assert.Empty(check.UnknownOperations);
    }

    [Fact]
    public void A_body_that_was_not_recorded_is_judged_by_status_and_type()
    {
        var check = new ConformanceCheck(KnownDifferences.None);

        check.Add(Exchanges.Json("GET /command", "") with { Body = null });
        check.Add(Exchanges.Json("GET /command", "", 418) with { Body = null });

        Assert.Equal("418", Assert.Single(check.Results).Found);
    }

    public static TheoryData<string, string> Secrets { get; } = new()
    {
        { "GET /config", """{"provider":{"a":{"options":{"apiKey":{"v":"hunter2"}}}}}""" },
        { "GET /config", """{"mcp":{"a":{"type":"remote","url":"http://x","headers":{"x":["hunter2"]}}}}""" },
        { "GET /config", """{"username":["Bearer hunter2"]}""" },
        { "GET /config", """{"snapshot":"Bearer hunter2"}""" },
        { "GET /config", """{"snapshot":"https://me:hunter2@host/"}""" },
    };

    [Theory]
    [MemberData(nameof(Secrets))]
    public void What_was_found_never_shows_a_secret(string request, string body)
    {
        IReadOnlyList<Drift> drifts = new ConformanceCheck(KnownDifferences.None).Add(Exchanges.Json(request, body));

        Assert.NotEmpty(drifts);
        Assert.All(drifts, static d => Assert.DoesNotContain("hunter2", d.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_found_is_short()
    {
        string body = $$"""[{"name":{{new string('1', 300)}},"template":["{{new string('x', 300)}}"],"hints":"{{new string('y', 300)}}"}]""";

        IReadOnlyList<Drift> drifts = new ConformanceCheck(KnownDifferences.None).Add(Exchanges.Json("GET /command", body));

        Assert.Equal(3, drifts.Count);
        Assert.All(drifts, static d => Assert.InRange(d.Found.Length, 1, 75));
    }
}
