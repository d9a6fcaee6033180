using System.Net;
using OpenCode.Core.Json;
using OpenCode.Core.Operations;
using OpenCode.WireMock;
using Xunit;

namespace OpenCode.Mock.Tests.Defaults;

/// <summary>The mock knows every operation of the client.</summary>
public sealed class CatalogTests(CatalogTests.Mock shared) : IClassFixture<CatalogTests.Mock>
{
    // What no pact covers: they need the internet, an account or a person, or are no request.
    private static readonly string[] _withoutExample =
    [
        "experimental.console.switchOrg", "global.upgrade", "mcp.auth.authenticate", "provider.oauth.authorize", "provider.oauth.callback", "pty.connect",
        "session.share", "tui.control.next", "v2.integration.attempt.complete", "v2.integration.attempt.status", "v2.integration.connect.oauth",
        "v2.pty.connect", "v2.session.compact", "v2.session.wait",
    ];

    public static TheoryData<string> Operations => [.. OperationCatalog.All.Select(static o => o.Id)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_operation_responds_with_what_a_strict_client_decodes_or_says_how_to_prepare_it(string id)
    {
        Operation operation = OperationCatalog.Find(id)!;
        using HttpRequestMessage request = new(operation.Method, new Uri(shared.Server.Url, PathOf(operation)));

        using HttpResponseMessage response = await shared.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);

        if (_withoutExample.Contains(id))
        {
            string text = await response.Content.ReadAsStringAsync(Cancellation);
            Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
            Assert.Contains($"No response is prepared for {id} ({operation.Method} {operation.PathTemplate}).", text, StringComparison.Ordinal);
            Assert.Contains(operation.Kind == OperationKind.WebSocket ? "WithWebSocket" : "mock.On(OperationCatalog.", text, StringComparison.Ordinal);
            return;
        }

        OperationResponse? documented = operation.FindResponse((int)response.StatusCode);
        Assert.True(documented is { IsSuccess: true }, $"{(int)response.StatusCode} is no documented success.");
        if (operation.Kind == OperationKind.EventStream) Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        else documented.Decode(await response.Content.ReadAsByteArrayAsync(Cancellation), new JsonDecoding(strict: true));
        Assert.Equal(id, shared.Server.Requests.Last(r => r.Url == PathOf(operation) && r.Method == operation.Method.Method).Operation?.Id);
    }

    [Fact]
    public async Task A_route_that_no_operation_has_is_not_found_and_kept()
    {
        using OpenCodeMock mock = OpenCodeMock.Start();
        using HttpClient http = new() { BaseAddress = mock.Url };

        using HttpResponseMessage first = await http.GetAsync(new Uri("/sessions", UriKind.Relative), Cancellation);
        using HttpResponseMessage second = await http.DeleteAsync(new Uri("/api/nothing?x=1", UriKind.Relative), Cancellation);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (first.StatusCode, second.StatusCode));
        Assert.Equal(
            """{"name":"UnknownError","data":{"message":"The client's OperationCatalog has no operation for GET /sessions. Prepare a response on mock.Server."}}""",
            await first.Content.ReadAsStringAsync(Cancellation));
        Assert.StartsWith("""{"_tag":"UnknownError","message":"The client's""", await second.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(
            ["GET /sessions (of no operation)", "DELETE /api/nothing?x=1 (of no operation)"], mock.UnexpectedRequests.Select(static r => r.ToString()));
    }

    [Fact]
    public async Task Without_defaults_nothing_responds_that_is_not_prepared()
    {
        using OpenCodeMock mock = OpenCodeMock.Start(new OpenCodeMockOptions { UsesDefaults = false });
        using OpenCodeClient client = mock.CreateClient();

        Core.Errors.ApiStatusException refused = await Assert.ThrowsAsync<Core.Errors.ApiStatusException>(() => client.Global.Health.GetAsync(Cancellation));

        Assert.Equal(HttpStatusCode.NotImplemented, refused.Status);
        Assert.Contains("mock.On(OperationCatalog.GlobalHealth).Respond(…)", refused.Message, StringComparison.Ordinal);
        Assert.Equal("global.health", Assert.Single(mock.UnexpectedRequests).Operation?.Id);
    }

    private static string PathOf(Operation operation) => string.Join('/', operation.PathTemplate.Split('/').Select(static s => s switch
    {
        "*" => "some/file.txt",
        ['{', .. var name, '}'] => $"a%2F{name}",
        _ => s,
    }));

    public sealed class Mock : IDisposable
    {
        public Mock() => (Server, Http) = (OpenCodeMock.Start(), new HttpClient());

        public OpenCodeMock Server { get; }

        public HttpClient Http { get; }

        public void Dispose()
        {
            Http.Dispose();
            Server.Dispose();
        }
    }
}
