using System.Net;
using OpenCode.Models;
using Xunit;

namespace OpenCode.Client.Tests.Http;

/// <summary>The client's directory and workspace go wherever an operation takes them, in the form it takes; a request overrides them.</summary>
public sealed class DefaultDirectoryTests
{
    private static readonly OpenCodeClientOptions _options = new() { Directory = "/the repo", Workspace = "wrk_1" };

    [Fact]
    public async Task The_first_API_takes_them_as_query_parameters()
        => Assert.Equal("?directory=%2Fthe%20repo&workspace=wrk_1", (await SendAsync("[]", c => c.Session.GetAsync(cancellationToken: Samples.Token))).Query);

    [Fact]
    public async Task The_second_API_takes_them_as_a_location()
        => Assert.Equal(
            "?location%5Bdirectory%5D=%2Fthe%20repo&location%5Bworkspace%5D=wrk_1",
            (await SendAsync("""{"location":{},"data":[]}""", c => c.Api.Agent.GetAsync(cancellationToken: Samples.Token))).Query);

    [Fact]
    public async Task A_body_with_a_location_is_filled()
        => Assert.Equal(
            """{"location":{"directory":"/the repo","workspaceID":"wrk_1"}}""",
            (await SendAsync("""{"data":{}}""", c => c.Api.Session.PostAsync(new(), cancellationToken: Samples.Token))).Body);

    [Fact]
    public async Task What_a_request_says_itself_stays()
    {
        Assert.Equal(
            "?directory=other&workspace=wrk_1",
            (await SendAsync("[]", c => c.Session.GetAsync(r => r.Query.Directory = "other", Samples.Token))).Query);
        Assert.Equal(
            "?location%5Bdirectory%5D=other",
            (await SendAsync("""{"location":{},"data":[]}""",
                c => c.Api.Agent.GetAsync(r => r.Query.Location = new() { Directory = "other" }, Samples.Token))).Query);
        Assert.Equal(
            """{"location":{"directory":"other"}}""",
            (await SendAsync("""{"data":{}}""",
                c => c.Api.Session.PostAsync(new() { Location = new LocationRef { Directory = "other" } }, cancellationToken: Samples.Token))).Body);
    }

    private static async Task<(string Query, string Body)> SendAsync(string answer, Func<OpenCodeClient, Task> send)
    {
        StubHandler stub = StubHandler.Answering(HttpStatusCode.OK, answer);
        using OpenCodeClient client = Samples.Client(stub, _options);
        await send(client);
        RecordedRequest request = Assert.Single(stub.Requests);
        return (request.Uri.Query, request.Body ?? "");
    }
}
