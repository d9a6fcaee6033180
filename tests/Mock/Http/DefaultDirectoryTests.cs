using OpenCode.Models;
using OpenCode.WireMock;
using Xunit;

namespace OpenCode.Mock.Tests.Http;

/// <summary>The client's directory and workspace go wherever an operation takes them, in the form it takes; a request overrides them.</summary>
public sealed class DefaultDirectoryTests : IDisposable
{
    private readonly OpenCodeMock _mock = OpenCodeMock.Start();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _mock.Dispose();

    [Fact]
    public async Task The_first_API_takes_them_as_query_parameters()
        => Assert.Equal("/session?directory=%2Fthe%20repo&workspace=wrk_1", (await SendAsync(static c => c.Session.GetAsync(Cancellation))).Url);

    [Fact]
    public async Task The_second_API_takes_them_as_a_location()
        => Assert.Equal(
            "/api/agent?location%5Bdirectory%5D=%2Fthe%20repo&location%5Bworkspace%5D=wrk_1",
            (await SendAsync(static c => c.Api.Agent.GetAsync(Cancellation))).Url);

    [Fact]
    public async Task A_body_with_a_location_is_filled()
        => Assert.Equal(
            """{"location":{"directory":"/the repo","workspaceID":"wrk_1"}}""",
            (await SendAsync(static c => c.Api.Session.PostAsync(new(), cancellationToken: Cancellation))).Body);

    [Fact]
    public async Task What_a_request_says_itself_stays()
    {
        Assert.Equal(
            "/session?directory=other&workspace=wrk_1",
            (await SendAsync(static c => c.Session.GetAsync(static r => r.Query.Directory = "other", Cancellation))).Url);
        Assert.Equal(
            "/api/agent?location%5Bdirectory%5D=other",
            (await SendAsync(static c => c.Api.Agent.GetAsync(static r => r.Query.Location = new() { Directory = "other" }, Cancellation))).Url);
        Assert.Equal(
            """{"location":{"directory":"other"}}""",
            (await SendAsync(static c => c.Api.Session.PostAsync(
                new() { Location = new LocationRef { Directory = "other" } }, cancellationToken: Cancellation))).Body);
    }

    private async Task<MockRequest> SendAsync(Func<OpenCodeClient, Task> send)
    {
        using OpenCodeClient client = _mock.CreateClient(static o => (o.Directory, o.Workspace) = ("/the repo", "wrk_1"));
        await send(client);
        return _mock.Requests[^1];
    }
}
