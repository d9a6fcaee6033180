using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpenCode.Models;
using OpenCode.WireMock;
using Xunit;

namespace OpenCode.Mock.Tests.Http;

/// <summary>What a server gets beside the body: credentials, headers and what is added to the query.</summary>
public sealed class SentHeaderTests : IDisposable
{
    private const string Secret = "s3cr3t-pässword";

    private static readonly string[] _headers = ["Accept", "x-one", "x-two", "Content-Type"];

    private readonly OpenCodeMock _mock = OpenCodeMock.Start();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _mock.Dispose();

    [Theory]
    [InlineData(Secret)]
    [InlineData("")]
    public async Task A_password_is_sent_as_basic_authentication_and_nothing_without_one(string password)
    {
        using OpenCodeClient client = _mock.CreateClient(o => o.Password = password);

        await client.Session["s"].GetAsync(Cancellation);

        string expected = password.Length == 0 ? "" : $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"opencode:{password}"))}";
        Assert.Equal(expected, _mock.Requests[0].Headers.GetValueOrDefault("Authorization").ToString());
    }

    [Theory]
    [InlineData("//evil.example/x")]
    [InlineData("/\\evil.example/x")]
    public async Task A_path_with_two_slashes_stays_at_the_origin(string path)
    {
        using OpenCodeClient client = _mock.CreateClient(static o => o.Password = Secret);

        await client.SendRawAsync(HttpMethod.Get, path, cancellationToken: Cancellation);

        Assert.Contains("evil.example/x", Assert.Single(_mock.Requests).Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_are_added_and_replaced()
    {
        using OpenCodeClient client = _mock.CreateClient();

        await client.Session["s"].PatchAsync(new SessionUpdateRequest { Title = "x" }, static c =>
        {
            c.Headers["accept"] = "application/xml";
            c.Headers["X-One"] = "first";
            c.Headers["x-one"] = "1";
            c.Headers.Add("x-two", "2");
            c.Headers.Add("x-two", "3");
            c.Headers["Content-Type"] = "application/merge-patch+json";
        }, Cancellation);

        Assert.Equal(
            ["application/xml", "1", "2, 3", "application/merge-patch+json"],
            _headers.Select(name => string.Join(", ", _mock.Requests[0].Headers[name].ToArray())));
    }

    [Theory]
    [InlineData(null, "/session?a%26b=c%2Fd%20%C3%A9&x=1")]
    [InlineData(1, "/session?limit=1&a%26b=c%2Fd%20%C3%A9&x=1")]
    public async Task Extra_query_is_appended(int? limit, string expected)
    {
        using OpenCodeClient client = _mock.CreateClient();

        await client.Session.GetAsync(c =>
        {
            c.Query.Limit = limit;
            c.ExtraQuery.Add("a&b", "c/d é");
            c.ExtraQuery.Add("x", "1");
        }, Cancellation);

        Assert.Equal(expected, _mock.Requests[0].Url);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_of_a_container_asks_for_compression_when_it_is_allowed_and_never_of_event_streams(bool isAllowed)
    {
        ServiceCollection services = new();
        services.AddOpenCodeClient(o => (o.BaseUri, o.Password, o.AllowCompression) = (_mock.Url, "", isAllowed));
        await using ServiceProvider provider = services.BuildServiceProvider();
        OpenCodeClient client = provider.GetRequiredService<OpenCodeClient>();

        await client.Global.Health.GetAsync(Cancellation);
        await foreach (Event next in client.Event.SubscribeAsync(Cancellation))
        {
            Assert.IsType<EventServerConnected>(next);
            break;
        }

        Assert.Equal(isAllowed ? "gzip, deflate, br" : "", EncodingsOf("global.health"));
        Assert.Equal("identity", EncodingsOf("event.subscribe"));
    }

    private string EncodingsOf(string operation)
        => string.Join(", ", _mock.Requests.Single(r => r.Operation?.Id == operation).Headers.GetValueOrDefault("Accept-Encoding").ToArray());
}
