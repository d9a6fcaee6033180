using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using OpenCode.Pact;
using OpenCode.Pact.Consumer;

namespace OpenCode.Contract.Tests.Pact;

/// <summary>A mock server answers what the pact has, and says readably what was wrong with a request.</summary>
public sealed class MockServerTests
{
    private static readonly HttpClient _client = new();

    /// <summary>A request, and a line that must be among the mismatches.</summary>
    public static TheoryData<string, string, string?, string> WrongRequests => new()
    {
        { "POST", "/session?limit=1", """{"title":1,"näme":"é"}""", "$.title Expected 1 (Integer) to be the same type as 'a' (String)" },
        { "POST", "/session?limit=1", """{"title":"b","näme":"e"}""", "$['näme'] Expected 'e' (String) to be equal to 'é' (String)" },
        { "POST", "/session?limit=1", """{"title":"b"}""", "$ Expected a Map with keys [näme, title] but received one with keys [title]" },
        { "POST", "/session?limit=1", """{"title":"b","näme":"é","more":1}""",
            "$ Expected a Map with keys [näme, title] but received one with keys [more, näme, title]" },
        { "POST", "/session?limit=2", """{"title":"b","näme":"é"}""", "Expected query parameter 'limit' with value '1' but was '2'" },
        { "POST", "/session", """{"title":"b","näme":"é"}""", "Expected query parameter 'limit' but was missing" },
        { "POST", "/session?limit=1&more=1", """{"title":"b","näme":"é"}""", "Unexpected query parameter 'more' received" },
        { "POST", "/other?limit=1", """{"title":"b","näme":"é"}""", "POST /other: is not in the pact (request-not-found)" },
        { "PUT", "/session?limit=1", """{"title":"b","näme":"é"}""", "PUT /session: is not in the pact (request-not-found)" },
        { "POST", "/other?limit=1", """{"title":"b","näme":"é"}""", "POST /session: was never sent (missing-request)" },
    };

    [Theory]
    [MemberData(nameof(WrongRequests))]
    public async Task A_wrong_request_is_refused_and_explained(string method, string target, string? body, string line)
    {
        using PactContract pact = Describe();
        using MockServer server = pact.StartServer();

        using HttpResponseMessage answer = await SendAsync(server, method, target, body, "k");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.False(server.Matched);
        Assert.Contains(line, server.Mismatches.Split(Environment.NewLine).Select(static l => l.Trim()));
        Assert.DoesNotContain("   ", server.Mismatches, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "Expected a header 'X-Key' but was missing")]
    [InlineData("other", "Mismatch with header 'X-Key': Expected 'other' to be equal to 'k'")]
    public async Task A_wrong_header_is_explained(string? key, string line)
    {
        using PactContract pact = Describe();
        using MockServer server = pact.StartServer();

        (await SendAsync(server, "POST", "/session?limit=1", """{"title":"b","näme":"é"}""", key)).Dispose();

        Assert.Equal(["POST /session: differs from the pact (request-mismatch)", line], Lines(server));
    }

    [Fact]
    public async Task The_right_request_gets_the_answer_of_the_pact()
    {
        using PactContract pact = Describe();
        using MockServer server = pact.StartServer();

        using HttpResponseMessage answer = await SendAsync(server, "POST", "/session?limit=1", """{"title":"anything","näme":"é"}""", "k");

        Assert.Equal((HttpStatusCode.Created, "new"), (answer.StatusCode, answer.Headers.GetValues("X-State").Single()));
        Assert.Equal("""{"id":"ses_ü"}""", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.True(server.Matched);
        Assert.Empty(server.Mismatches);
    }

    [Fact]
    public void A_request_that_never_came_is_reported()
    {
        using PactContract pact = Describe();
        using MockServer server = pact.StartServer();

        Assert.False(server.Matched);
        Assert.Equal(["POST /session: was never sent (missing-request)"], Lines(server));
    }

    [Fact]
    public async Task One_of_two_requests_that_came_does_not_match_the_pact()
    {
        using PactContract pact = Describe();
        pact.AddRequest("second").Request("GET", Matching.Regex("/file/.+", "/file/a")).Answers(204);
        using MockServer server = pact.StartServer();

        using HttpResponseMessage answer = await SendAsync(server, "GET", "/file/of/any/name", null, null);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.False(server.Matched);
        Assert.Equal(["POST /session: was never sent (missing-request)"], Lines(server));
    }

    [Fact]
    public async Task An_answer_need_not_be_JSON()
    {
        using var pact = new PactContract("tests", "opencode");
        pact.AddRequest("text").Request("GET", "/text").Answers(200).AnswerHeader("content-type", "text/x-diff").AnswerText("text/x-diff", "+é\n-日本\n");
        using MockServer server = pact.StartServer();

        Assert.Equal("+é\n-日本\n", await _client.GetStringAsync(new Uri(server.Address, "text"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("""{"pact:matcher:type":"nonsense","value":1}""", "nonsense")]
    [InlineData("""{"pact:matcher:type":"regex","regex":"(","value":"a"}""", "'(' is not a valid regular expression")]
    public async Task A_rule_that_the_core_does_not_know_matches_nothing_and_is_named(string rule, string says)
    {
        using var pact = new PactContract("tests", "opencode");
        pact.AddRequest("bad").Request("POST", "/").Body(new JsonObject { ["v"] = JsonNode.Parse(rule) }).Answers(200);
        using MockServer server = pact.StartServer();

        (await SendAsync(server, "POST", "/", """{"v":1}""", null)).Dispose();

        Assert.Contains(says, server.Mismatches, StringComparison.Ordinal);
    }

    private static PactContract Describe()
    {
        var pact = new PactContract("tests", "opencode");
        pact.AddRequest("creates a session")
            .Request("POST", "/session").Query("limit", "1").Header("X-Key", "k").Body(new JsonObject { ["title"] = Matching.Type("a"), ["näme"] = "é" })
            .Answers(201).AnswerHeader("X-State", "new").AnswerBody(new JsonObject { ["id"] = Matching.Type("ses_ü") });
        return pact;
    }

    private static async Task<HttpResponseMessage> SendAsync(MockServer server, string method, string target, string? body, string? key)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(server.Address, target));
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (key is not null) request.Headers.Add("X-Key", key);
        return await _client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static string[] Lines(MockServer server)
        => server.Mismatches.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
