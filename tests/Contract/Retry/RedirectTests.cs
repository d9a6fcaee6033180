using System.Text;
using OpenCode.Core.Credentials;
using OpenCode.Core.Responses;

namespace OpenCode.Contract.Tests.Retry;

/// <summary>Credentials go to the configured origin only.</summary>
public sealed class RedirectTests
{
    private const string Password = "s3cr3t";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int, bool> Redirects
    {
        get
        {
            var redirects = new TheoryData<int, bool>();
            foreach (int status in new[] { 301, 302, 303, 307, 308 })
            {
                redirects.Add(status, true);
                redirects.Add(status, false);
            }

            return redirects;
        }
    }

    [Theory]
    [MemberData(nameof(Redirects))]
    public async Task Callers_client_that_follows_redirects_takes_no_secret_along(int status, bool hasProvider)
    {
        await using RawServer other = RawServer.Succeeding();
        await using RawServer server = RedirectingTo(other, status);
        using var http = new HttpClient();
        using OpenCodeClient client = Connect(server, http, hasProvider);

        RawResponse answer = await client.SendRawAsync(HttpMethod.Get, "/first", cancellationToken: Token);

        Assert.True(answer.IsSuccess);
        Assert.Contains("Authorization: Basic", Assert.Single(server.Requests), StringComparison.Ordinal);
        string stray = Assert.Single(other.Requests);
        Assert.DoesNotContain("Authorization", stray, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Password, stray, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes($"opencode:{Password}")), stray, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Redirects))]
    public async Task Own_connections_do_not_follow_redirects(int status, bool hasProvider)
    {
        await using RawServer other = RawServer.Succeeding();
        await using RawServer server = RedirectingTo(other, status);
        using OpenCodeClient client = Connect(server, null, hasProvider);

        RawResponse answer = await client.SendRawAsync(HttpMethod.Get, "/first", cancellationToken: Token);

        Assert.Equal(status, (int)answer.Status);
        Assert.Empty(other.Requests);
    }

    private static RawServer RedirectingTo(RawServer other, int status)
        => RawServer.Answering($"HTTP/1.1 {status} Elsewhere\r\nLocation: {other.Address}second\r\nContent-Length: 0\r\n\r\n");

    private static OpenCodeClient Connect(RawServer server, HttpClient? http, bool hasProvider) => new(new OpenCodeClientOptions
    {
        BaseUri = server.Address,
        HttpClient = http,
        Password = hasProvider ? null : Password,
        Credentials = hasProvider ? new Fixed() : null,
    });

    private sealed class Fixed : IApiCredentialProvider
    {
        private readonly OpenCodeCredential _credential = new(Password);

        public ValueTask<ApiCredential?> GetCredentialAsync(ApiCredentialContext context, CancellationToken cancellationToken) => new(_credential);
    }
}
