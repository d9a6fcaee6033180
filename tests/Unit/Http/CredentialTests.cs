using System.Net;
using System.Text;
using OpenCode.Core.Errors;
using OpenCode.Core.Options;
using OpenCode.Core.Transport;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Client.Tests.Http;

public sealed class CredentialTests
{
    private const string Secret = "s3cr3t-pässword";
    private static readonly string _encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes($"opencode:{Secret}"));
    private static readonly OpenCodeClientOptions _withPassword = new() { Password = Secret };

    [Theory]
    [InlineData("http://127.0.0.1:4096", false)]
    [InlineData("https://agents.example", true)]
    public void Own_handler_keeps_requests_where_they_belong(string address, bool isRemote)
    {
        ClientSettings settings = Samples.Resolve(new() { BaseUri = new(address) }, _ => null);
        using SocketsHttpHandler handler = HttpTransport.CreateHandler(settings, settings.AllowCompression);

        Assert.False(handler.AllowAutoRedirect);
        Assert.False(handler.UseCookies);
        Assert.Equal(isRemote, handler.UseProxy);
        Assert.Equal(isRemote ? DecompressionMethods.All : DecompressionMethods.None, handler.AutomaticDecompression);
        Assert.Equal(TimeSpan.FromSeconds(10), handler.ConnectTimeout);
        Assert.Equal(TimeSpan.FromMinutes(15), handler.PooledConnectionLifetime);
    }

    [Theory]
    [InlineData("@evil.example/")]
    [InlineData(":80@evil.example/")]
    [InlineData("http://evil.example/")]
    [InlineData(".evil.example/")]
    public async Task Path_cannot_name_another_host(string path)
    {
        StubHandler stub = StubHandler.Answering(HttpStatusCode.OK, "{}");

        await Assert.ThrowsAsync<ArgumentException>(
            () => Samples.Client(stub, _withPassword).SendRawAsync(HttpMethod.Get, path, cancellationToken: Samples.Token));
        Assert.Empty(stub.Requests);
    }

    [Fact]
    public async Task No_exception_holds_the_password_or_the_request()
    {
        const string Body = "body-of-the-request";
        var pending = new ManualTimeProvider();
        StubHandler[] stubs =
        [
            StubHandler.Answering(HttpStatusCode.Unauthorized, ""),
            StubHandler.Answering(HttpStatusCode.InternalServerError, "{}"),
            StubHandler.Answering(HttpStatusCode.Redirect, ""),
            StubHandler.Answering(HttpStatusCode.OK, "<html>", "text/html"),
            StubHandler.Answering(HttpStatusCode.OK, "oops"),
            StubHandler.Answering(HttpStatusCode.OK, ""),
            StubHandler.Failing(new HttpRequestException(HttpRequestError.ConnectionError, "refused")),
            StubHandler.Failing(new TaskCanceledException("", new TimeoutException())),
        ];

        foreach (StubHandler stub in stubs)
        {
            var configuration = new RequestConfiguration { Headers = { ["x-token"] = "s3cr3t" }, ExtraQuery = { { "token", Secret } } };
            Exception? error = await Record.ExceptionAsync(
                () => Samples.Sender(stub, _withPassword, pending)
                    .SendAsync(Samples.Prompt, "/thing/1", configuration, new StringContent(Body), Samples.Token));

            string text = Assert.IsAssignableFrom<ApiException>(error).ToString();
            Assert.DoesNotContain("s3cr3t", text, StringComparison.Ordinal);
            Assert.DoesNotContain(_encoded, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Body, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_text_form_holds_the_password()
    {
        using OpenCodeClient client = Samples.Client(StubHandler.Silent(), _withPassword);

        Assert.Equal("OpenCodeClient (http://127.0.0.1:4096)", client.ToString());
        Assert.DoesNotContain("s3cr3t", _withPassword.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://u:s3cr3t@host/")]
    [InlineData("ftp://u:s3cr3t@host/")]
    [InlineData("opencode:s3cr3t@host:4096")]
    [InlineData("//opencode:s3cr3t@host:4096")]
    [InlineData("s3cr3t@host")]
    [InlineData("http://host/?token=s3cr3t")]
    [InlineData("http://host/#s3cr3t")]
    [InlineData("ftp://host/?token=s3cr3t#s3cr3t")]
    [InlineData("host?token=s3cr3t")]
    [InlineData("s3cr3t")]
    [InlineData("s3cr3t:4096")]
    [InlineData("opencode:s3cr3t")]
    [InlineData("mailto:s3cr3t")]
    [InlineData("/s3cr3t")]
    [InlineData("https:s3cr3t")]
    public void Address_with_a_password_is_refused_without_repeating_it(string address)
    {
        var options = new OpenCodeClientOptions { BaseUri = new(address, UriKind.RelativeOrAbsolute) };

        var error = Assert.Throws<ArgumentException>(() => Samples.Resolve(options, _ => null));
        var fromEnvironment = Assert.Throws<ArgumentException>(() => Samples.Resolve(new(), name => name == "OPENCODE_BASE_URL" ? address : null));

        Assert.DoesNotContain("s3cr3t", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", fromEnvironment.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", options.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Address_that_is_one_is_shown()
    {
        Assert.Contains("BaseUri = http://host:1/base,", new OpenCodeClientOptions { BaseUri = new("http://user:pw@host:1/base?x#y") }.ToString(),
            StringComparison.Ordinal);
        Assert.Contains("BaseUri = ,", new OpenCodeClientOptions().ToString(), StringComparison.Ordinal);
    }
}
