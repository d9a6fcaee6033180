using OpenCode.Models;
using OpenCode.WireMock;
using Xunit;

namespace OpenCode.Mock.Tests.Receiving;

/// <summary>What was received can be asked for by operation, with everything in it by its type.</summary>
public sealed class VerificationTests : IDisposable
{
    private readonly OpenCodeMock _mock = OpenCodeMock.Start();
    private readonly OpenCodeClient _client;

    public VerificationTests() => _client = _mock.CreateClient();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _mock.Dispose();
    }

    [Fact]
    public async Task A_request_has_its_path_query_headers_and_body()
    {
        await _client.Session["ses ä/1"].Message.PostAsync(
            new() { Parts = [new TextPartInput { Text = "héllo" }], Agent = "plan" },
            static c =>
            {
                c.Query.Directory = "/a b&c";
                c.Headers["x-one"] = "1";
                c.ExtraQuery.Add("tag", "x");
                c.ExtraQuery.Add("tag", "y");
            },
            Cancellation);

        MockRequest request = Assert.Single(_mock.Received(OperationCatalog.SessionPrompt));
        Assert.Equal(("ses ä/1", "/a b&c", "1"), (request.PathValues["sessionID"], request.Query["directory"].ToString(), request.Headers["X-One"].ToString()));
        Assert.Equal(["x", "y"], request.Query["tag"].ToArray());
        SessionPromptRequest body = request.BodyAs<SessionPromptRequest>();
        Assert.Equal(("plan", "héllo"), (body.Agent, Assert.IsType<TextPartInput>(Assert.Single(body.Parts)).Text));
        Assert.Equal("The body of session.prompt is SessionPromptRequest, and not Session.",
            Assert.Throws<InvalidOperationException>(() => request.BodyAs<Session>()).Message);
    }

    [Fact]
    public async Task A_call_that_is_missing_is_told_with_what_came_instead()
    {
        _mock.Verify(OperationCatalog.SessionPrompt, times: 0);
        Assert.Equal(
            "session.prompt (POST /session/{sessionID}/message) should have been called once, and was never. Nothing was received.",
            Assert.Throws<MockVerificationException>(() => _mock.Verify(OperationCatalog.SessionPrompt)).Message);

        await _client.Session["ses_1"].Abort.PostAsync(cancellationToken: Cancellation);
        await _client.Session["ses_1"].GetAsync(Cancellation);

        _mock.Verify(OperationCatalog.SessionAbort);
        _mock.Verify(OperationCatalog.SessionAbort, 1, static r => r.PathValues["sessionID"] == "ses_1");
        Assert.Equal(
            """
            session.abort (POST /session/{sessionID}/abort) should have been called 2 times so that the condition is met, and was never. Received:
              POST /session/ses_1/abort (session.abort)
              GET /session/ses_1 (session.get)
            """.ReplaceLineEndings(),
            Assert.Throws<MockVerificationException>(
                () => _mock.Verify(OperationCatalog.SessionAbort, 2, static r => r.PathValues["sessionID"] == "ses_2")).Message.ReplaceLineEndings());
    }

    [Fact]
    public async Task The_log_of_WireMock_has_the_same_requests()
    {
        await _client.Global.Health.GetAsync(Cancellation);
        await _client.Session.PostAsync(cancellationToken: Cancellation);

        Assert.Equal(["global.health", "session.create"], _mock.Requests.Select(static r => r.Operation?.Id));
        Assert.Equal(["global.health", "session.create"], _mock.Server.LogEntries.Select(static e => e.MappingTitle));
    }
}
