using OpenCode.Core.Errors;
using OpenCode.Core.Responses;
using OpenCode.Models;

namespace OpenCode.Contract.Tests.Retry;

/// <summary>A kept connection turns out to be closed when a request was sent over it: .NET itself may then send the request again.</summary>
public sealed class StaleConnectionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Posts => new() { "prompt", "abort", "raw", "raw with a body" };

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task Post_is_seen_once(string kind)
    {
        foreach (bool isCallersClient in new[] { false, true })
        {
            await using RawServer server = RawServer.ClosingAtTheSecondRequest();
            using HttpClient? http = isCallersClient ? new HttpClient() : null;
            using var client = new OpenCodeClient(new OpenCodeClientOptions { BaseUri = server.Address, HttpClient = http });
            await client.SendRawAsync(HttpMethod.Get, "/first", cancellationToken: Token);

            var error = await Assert.ThrowsAsync<ApiConnectionException>(() => SendAsync(client, kind));

            Assert.Equal(ConnectionFailureKind.Reset, error.Kind);
            Assert.False(error.IsRequestUnsent);
            Assert.Equal(1, error.Attempts);
            Assert.Equal(2, server.Requests.Count);
            Assert.StartsWith("POST ", server.Requests[1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Get_is_repeated()
    {
        await using RawServer server = RawServer.ClosingAtTheSecondRequest();
        using var client = new OpenCodeClient(new OpenCodeClientOptions { BaseUri = server.Address });
        await client.SendRawAsync(HttpMethod.Get, "/first", cancellationToken: Token);

        RawResponse answer = await client.SendRawAsync(HttpMethod.Get, "/second", cancellationToken: Token);

        Assert.True(answer.IsSuccess);
        Assert.Equal(["/first", "/second", "/second"], server.Requests.Select(r => r.Split(' ')[1]));
    }

    private static Task SendAsync(OpenCodeClient client, string kind)
    {
        switch (kind)
        {
            case "prompt":
                return client.Session["ses_1"].Message.PostAsync(new() { Parts = [new TextPartInput { Text = "hello" }] }, cancellationToken: Token);
            case "abort":
                return client.Session["ses_1"].Abort.PostAsync(cancellationToken: Token);
            case "raw":
                return client.SendRawAsync(HttpMethod.Post, "/x", cancellationToken: Token);
            default:
                return client.SendRawAsync(HttpMethod.Post, "/x", new StringContent("body"), cancellationToken: Token);
        }
    }
}
