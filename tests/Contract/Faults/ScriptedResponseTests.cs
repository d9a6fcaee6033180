using System.Net;
using System.Net.Http.Headers;
using System.Text;
using OpenCode.Core.Errors;
using OpenCode.Testing;
using OpenCode.Testing.Events;
using OpenCode.Testing.Faults;

namespace OpenCode.Contract.Tests.Faults;

/// <summary>Scripted answers of the stand-in server, its record of requests, and its password.</summary>
public sealed class ScriptedResponseTests
{
    private const int Limit = 60_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task Answers_come_in_order_and_then_the_lasting_one()
    {
        await using EventServer server = await EventServer.StartAsync(cancellationToken: Cancellation);
        using HttpClient http = new() { BaseAddress = server.BaseUri };
        server.Answer("POST", "/session", new ScriptedResponse(503) { Headers = new Dictionary<string, string> { ["Retry-After"] = "1" } },
            ScriptedResponse.Abort);
        server.AnswerAlways("POST", "/session", new ScriptedResponse(200, """{"id":"ses_1"}"""));

        using HttpResponseMessage unavailable = await PostAsync();
        await Assert.ThrowsAsync<HttpRequestException>(PostAsync);
        using HttpResponseMessage third = await PostAsync();
        using HttpResponseMessage fourth = await PostAsync();
        using HttpResponseMessage other = await http.GetAsync("/session", Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, unavailable.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), unavailable.Headers.RetryAfter?.Delta);
        Assert.Equal("""{"id":"ses_1"}""", await third.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("application/json", fourth.Content.Headers.ContentType?.MediaType);
        Assert.Equal("text/html", other.Content.Headers.ContentType?.MediaType);
        Assert.Equal(4, server.CountOf("POST", "/session"));
        ReceivedRequest first = server.Requests[0];
        Assert.Equal(("POST", "/session", "?directory=%2Fa%20b", "{}"), (first.Method, first.Path, first.Query, first.Body));
        Assert.Equal("text/plain; charset=utf-8", first.Headers["content-type"]);

        async Task<HttpResponseMessage> PostAsync()
        {
            using StringContent body = new("{}");
            return await http.PostAsync("/session?directory=%2Fa%20b", body, Cancellation);
        }
    }

    [Fact(Timeout = Limit)]
    public async Task A_request_that_hangs_is_received()
    {
        await using EventServer server = await EventServer.StartAsync(cancellationToken: Cancellation);
        server.Answer("GET", "/path", ScriptedResponse.Hang);
        using RawClient client = await RawClient.ConnectAsync(server.BaseUri, "GET /path HTTP/1.1\r\nHost: test\r\n\r\n");

        await server.WaitForRequestAsync(static r => r.Path == "/path", Cancellation);

        Assert.Equal(("", ConnectionEnding.Stall), await client.ReadToEndAsync(stallsAfter: 0));
    }

    [Fact(Timeout = Limit)]
    public async Task A_stream_can_be_refused_first()
    {
        await using EventServer server = await EventServer.StartAsync(cancellationToken: Cancellation);
        using HttpClient http = new() { BaseAddress = server.BaseUri };
        server.Answer("GET", "/event", new ScriptedResponse(502));

        using HttpResponseMessage refused = await http.GetAsync("/event", Cancellation);
        await using SseClient accepted = await SseClient.OpenAsync(http, "/event");

        Assert.Equal((HttpStatusCode.BadGateway, HttpStatusCode.OK), (refused.StatusCode, accepted.Status));
        Assert.Equal(1, server.StreamsOpened);
    }

    [Theory(Timeout = Limit)]
    [InlineData("/event", null, "")]
    [InlineData("/session", "opencode:wrong", "")]
    [InlineData("/api/event", null, "UnauthorizedError")]
    [InlineData("/api/event", "someone:päss", "UnauthorizedError")]
    public async Task Without_the_password_nothing_is_answered(string path, string? credential, string body)
    {
        await using EventServer server = await EventServer.StartAsync(new EventServerOptions { Password = "päss" }, Cancellation);
        using HttpClient http = new() { BaseAddress = server.BaseUri };
        http.DefaultRequestHeaders.Authorization = Basic(credential);

        using HttpResponseMessage refused = await http.GetAsync(path, Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains(body, await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        http.DefaultRequestHeaders.Authorization = Basic("opencode:päss");
        await using SseClient accepted = await SseClient.OpenAsync(http, "/event");
        Assert.NotNull(await accepted.NextAsync());
    }

    private static AuthenticationHeaderValue? Basic(string? credential)
        => credential is null ? null : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credential)));
}
