using System.Net;
using OpenCode.Core.Errors;
using OpenCode.Core.Options;
using OpenCode.Core.Responses;
using OpenCode.Models;
using OpenCode.WireMock;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using Xunit;

namespace OpenCode.Mock.Tests.Http;

/// <summary>What becomes of a status, with the headers that a server really sends.</summary>
public sealed class StatusTests : IDisposable
{
    private readonly OpenCodeMock _mock = OpenCodeMock.Start();
    private readonly OpenCodeClient _client;

    public StatusTests() => _client = _mock.CreateClient(static o => o.Retry = RetryOptions.None);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _mock.Dispose();
    }

    [Theory]
    [InlineData(400, typeof(ApiBadRequestException))]
    [InlineData(401, typeof(ApiAuthenticationException))]
    [InlineData(403, typeof(ApiAuthenticationException))]
    [InlineData(404, typeof(ApiNotFoundException))]
    [InlineData(409, typeof(ApiConflictException))]
    [InlineData(415, typeof(ApiStatusException))]
    [InlineData(429, typeof(ApiRateLimitException))]
    [InlineData(500, typeof(ApiStatusException))]
    [InlineData(503, typeof(ApiStatusException))]
    public async Task Status_decides_the_type(int status, Type expected)
    {
        _mock.On(OperationCatalog.SessionGet).Fail((HttpStatusCode)status, new UnknownError { Data = new() { Message = "it broke" } });

        ApiStatusException error = await Assert.ThrowsAnyAsync<ApiStatusException>(() => _client.Session["s"].GetAsync(Cancellation));

        Assert.IsType(expected, error);
        Assert.Equal((status, "session.get", "UnknownError"), ((int)error.Status, error.OperationId, error.ErrorName));
        Assert.Contains("it broke", error.Message, StringComparison.Ordinal);
        Assert.StartsWith($"session.get: {status} ", error.Message, StringComparison.Ordinal);
        Assert.Contains("\"it broke\"", error.RawBody, StringComparison.Ordinal);
        Assert.Equal(("application/json", "application/json"), (error.ContentType, error.Headers["content-type"]));
    }

    [Fact]
    public async Task Every_kind_of_request_throws_for_an_error_status()
    {
        _mock.On(OperationCatalog.SessionPromptAsync).Fail(HttpStatusCode.NotFound);
        _mock.On(OperationCatalog.VcsDiffRaw).Fail(HttpStatusCode.NotFound);
        _mock.On(OperationCatalog.V2FsRead).Fail(HttpStatusCode.NotFound);
        _mock.On(OperationCatalog.EventSubscribe).Fail(HttpStatusCode.NotFound);

        await Assert.ThrowsAsync<ApiNotFoundException>(() => _client.Session["s"].PromptAsync.PostAsync(new() { Parts = [] }, Cancellation));
        await Assert.ThrowsAsync<ApiNotFoundException>(() => _client.Vcs.Diff.Raw.GetAsync(Cancellation));
        await Assert.ThrowsAsync<ApiNotFoundException>(() => _client.Api.Fs.Read["a"].GetAsync(Cancellation));
        await Assert.ThrowsAsync<ApiNotFoundException>(async () =>
        {
            await foreach (Event _ in _client.Event.SubscribeAsync(Cancellation)) Assert.Fail("An error is no event.");
        });
    }

    [Fact]
    public async Task A_redirect_is_an_error_and_not_followed()
    {
        _mock.Server.Given(Request.Create().WithPath("/session/s"))
            .RespondWith(Response.Create().WithStatusCode(307).WithHeader("Location", $"{_mock.Url}session/other"));

        ApiStatusException error = await Assert.ThrowsAsync<ApiStatusException>(() => _client.Session["s"].GetAsync(Cancellation));

        Assert.Equal(HttpStatusCode.TemporaryRedirect, error.Status);
        Assert.Contains("BaseUri", error.Message, StringComparison.Ordinal);
        Assert.Single(_mock.Requests);
    }

    [Fact]
    public async Task A_raw_request_returns_any_status()
    {
        _mock.Server.Given(Request.Create().WithPath("/new/route"))
            .RespondWith(Response.Create()
                .WithStatusCode(404).WithHeader("Content-Type", "application/json").WithBody("""{"name":"NotFoundError","data":{"message":"gone"}}"""));

        RawResponse response = await _client.SendRawAsync(HttpMethod.Put, "/new/route?x=1", new StringContent("hi"), cancellationToken: Cancellation);

        Assert.Equal((false, HttpStatusCode.NotFound), (response.IsSuccess, response.Status));
        Assert.Contains("gone", response.GetText(), StringComparison.Ordinal);
        Assert.Equal(("PUT", "/new/route?x=1", "hi"), (_mock.Requests[0].Method, _mock.Requests[0].Url, _mock.Requests[0].Body));
        Assert.Equal("PUT /new/route", Assert.Throws<ApiNotFoundException>(response.EnsureSuccess).OperationId);
    }

    [Fact]
    public async Task A_raw_success_keeps_its_body()
    {
        _mock.Server.Given(Request.Create().WithPath("/")).RespondWith(Response.Create().WithHeader("Content-Type", "text/html").WithBody("<html>"));

        RawResponse response = await _client.SendRawAsync(HttpMethod.Get, "/", cancellationToken: Cancellation);

        Assert.Equal(("<html>", "text/html"), (response.EnsureSuccess().GetText(), response.ContentType));
    }
}
