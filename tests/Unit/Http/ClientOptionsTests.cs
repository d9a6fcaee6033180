using OpenCode.Core.Options;
using OpenCode.Core.Responses;
using Xunit;

namespace OpenCode.Client.Tests.Http;

public sealed class ClientOptionsTests
{
    public static TheoryData<OpenCodeClientOptions, string[]> Refused => new()
    {
        { new() { BaseUri = new("/here", UriKind.Relative) }, ["BaseUri", "not an absolute URI", "http://127.0.0.1:4096"] },
        { new() { BaseUri = new("ftp://host/") }, ["BaseUri", "\"ftp://host\"", "http or https"] },
        { new() { BaseUri = new("localhost:4096") }, ["BaseUri", "neither http:// nor https://", "http or https"] },
        { new() { BaseUri = new("http://me:pw@host/") }, ["BaseUri", "Password"] },
        { new() { BaseUri = new("http://host/?directory=x") }, ["BaseUri", "Directory"] },
        { new() { Budgets = new() { Connect = TimeSpan.Zero } }, ["Connect", "null"] },
        { new() { Budgets = new() { ResponseHeaders = TimeSpan.FromSeconds(-1) } }, ["ResponseHeaders", "-00:00:01", "null"] },
        { new() { Budgets = new() { IdleBetweenBytes = TimeSpan.FromDays(50) } }, ["IdleBetweenBytes", "49 days"] },
        { new() { Budgets = new() { Total = TimeSpan.FromSeconds(-1) } }, ["Total"] },
        { new() { Budgets = null! }, ["Budgets", "Unlimited"] },
        { new() { TimeProvider = null! }, ["TimeProvider"] },
        { new() { MaxResponseBytes = 0 }, ["MaxResponseBytes", "0"] },
        { new() { PooledConnectionLifetime = TimeSpan.Zero }, ["PooledConnectionLifetime"] },
        { new() { Directory = " " }, ["Directory", "null"] },
        { new() { Workspace = "" }, ["Workspace", "null"] },
        { new() { Password = "x", UserName = "a:b" }, ["UserName", "colon"] },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Value_that_cannot_work_is_refused_by_name(OpenCodeClientOptions options, string[] words)
    {
        var error = Assert.Throws<ArgumentException>(() => Samples.Resolve(options, _ => null));

        Assert.All(words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("pw", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults()
    {
        ClientSettings settings = Samples.Resolve(new(), _ => null);

        Assert.Equal(new Uri("http://127.0.0.1:4096"), settings.BaseUri);
        Assert.Null(settings.Authorization);
        Assert.False(settings.StrictDecoding);
        Assert.Equal(TimeSpan.FromSeconds(10), settings.Budgets.Connect);
        Assert.Equal(TimeSpan.FromSeconds(100), settings.Budgets.ResponseHeaders);
        Assert.Equal(TimeSpan.FromSeconds(100), settings.Budgets.IdleBetweenBytes);
        Assert.Null(settings.Budgets.Total);
    }

    [Fact]
    public void Environment_fills_the_gaps()
    {
        var environment = new Dictionary<string, string?>
        {
            ["OPENCODE_BASE_URL"] = " http://server:1/base/ ",
            ["OPENCODE_SERVER_PASSWORD"] = "pw",
            ["OPENCODE_SERVER_USERNAME"] = "me",
        };

        ClientSettings fromEnvironment = Samples.Resolve(new(), environment.GetValueOrDefault);
        ClientSettings fromOptions = Samples.Resolve(new() { BaseUri = new("http://other"), Password = "" }, environment.GetValueOrDefault);

        Assert.Equal("http://server:1/base", fromEnvironment.Address);
        Assert.Equal("Basic " + Convert.ToBase64String("me:pw"u8), fromEnvironment.Authorization);
        Assert.Equal("http://other", fromOptions.Address);
        Assert.Null(fromOptions.Authorization);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("localhost:4096")]
    [InlineData("http://localhost:99999")]
    [InlineData("http://")]
    public void Environment_is_checked_under_its_own_name(string value)
    {
        var error = Assert.Throws<ArgumentException>(() => Samples.Resolve(new(), name => name == "OPENCODE_BASE_URL" ? value : null));

        Assert.Contains("OPENCODE_BASE_URL", error.Message, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:4096", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_environment_counts_as_none()
    {
        ClientSettings settings = Samples.Resolve(new(), _ => "");

        Assert.Equal("http://127.0.0.1:4096", settings.Address);
        Assert.Null(settings.Authorization);
    }

    [Fact]
    public async Task Requests_are_refused_after_disposal_and_the_callers_client_lives_on()
    {
        using var http = new HttpClient(StubHandler.Answering(System.Net.HttpStatusCode.OK, "{}"));
        var client = new OpenCodeClient(new OpenCodeClientOptions { HttpClient = http, BaseUri = new("http://127.0.0.1:4096") });

        await client.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.SendRawAsync(HttpMethod.Get, "/", cancellationToken: Samples.Token));
        using HttpResponseMessage response = await http.GetAsync(new Uri("http://127.0.0.1:4096/"), TestContext.Current.CancellationToken);
    }
}
