using System.Net;
using System.Text;
using OpenCode.Core.Errors;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;
using OpenCode.Core.Requests;
using OpenCode.Core.Responses;
using OpenCode.Core.Transport;
using Xunit;

namespace OpenCode.Client.Tests.Http;

public sealed class RequestConfigurationTests : IDisposable
{
    private readonly StubHandler _stub = StubHandler.Answering(HttpStatusCode.OK, """{"name":"one"}""");

    public void Dispose() => _stub.Dispose();

    [Theory]
    [InlineData("x-a\r\nx-b", "1")]
    [InlineData("x a", "1")]
    [InlineData("x:a", "1")]
    [InlineData("", "1")]
    [InlineData("x-a", "1\r\nx-b: 2")]
    [InlineData("x-a", "1\n2")]
    [InlineData("x-a", "null\0")]
    [InlineData("x-directory", "/répertoire")]
    [InlineData("Content-Length", "1")]
    [InlineData("transfer-encoding", "chunked")]
    public void Header_that_cannot_be_sent_is_refused(string name, string value)
    {
        var configuration = new RequestConfiguration();

        ArgumentException set = Assert.ThrowsAny<ArgumentException>(() => configuration.Headers[name] = value);
        Assert.ThrowsAny<ArgumentException>(() => configuration.Headers.Add(name, value));

        Assert.Empty(configuration.Headers);
        if (value.Length > 1) Assert.DoesNotContain(value, set.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Path_of_the_base_address_comes_first()
    {
        await Samples.Sender(_stub, new() { BaseUri = new("http://host:1/a%20b/") }).SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token);

        Assert.Equal("http://host:1/a%20b/thing/1", _stub.Requests[0].Uri.AbsoluteUri);
    }

    [Fact]
    public async Task Response_is_shown_with_its_bytes()
    {
        ResponseInfo? seen = null;
        var configuration = new RequestConfiguration { OnResponse = info => seen = info };

        await Samples.Sender(_stub).SendAsync(Samples.Get, "/thing/1", configuration, null, Samples.Token);

        Assert.NotNull(seen);
        Assert.Equal("thing.get", seen.OperationId);
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        Assert.Equal("application/json", seen.ContentType);
        Assert.Equal("""{"name":"one"}""", Encoding.UTF8.GetString(seen.Body.Span));
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "gone", "text/plain")]
    [InlineData(HttpStatusCode.OK, "<html>", "text/html")]
    [InlineData(HttpStatusCode.OK, "", null)]
    public async Task Response_is_shown_once_before_it_is_refused(HttpStatusCode status, string body, string? contentType)
    {
        var seen = new List<ResponseInfo>();
        var configuration = new RequestConfiguration { OnResponse = seen.Add };

        await Assert.ThrowsAnyAsync<ApiException>(
            () => Samples.Sender(StubHandler.Answering(status, body, contentType)).SendAsync(Samples.Get, "/thing/1", configuration, null, Samples.Token));

        ResponseInfo info = Assert.Single(seen);
        Assert.Equal(status, info.Status);
        Assert.Equal(body, Encoding.UTF8.GetString(info.Body.Span));
    }

    [Fact]
    public async Task Limits_of_a_request_are_checked()
    {
        var configuration = new RequestConfiguration { Budgets = new() { Total = TimeSpan.Zero } };

        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => Samples.Sender(_stub).SendAsync(Samples.Get, "/thing/1", configuration, null, Samples.Token));

        Assert.Contains("Total", error.Message, StringComparison.Ordinal);
        Assert.Empty(_stub.Requests);
    }

    [Fact]
    public async Task Handlers_of_the_callers_client_see_the_operation()
    {
        Operation? seen = null;
        var stub = new StubHandler((request, _) =>
        {
            request.Options.TryGetValue(RequestMessageOptions.Operation, out seen);
            return Task.FromResult(StubHandler.Response(HttpStatusCode.OK, """{"name":"one"}"""u8.ToArray(), null));
        });

        await Samples.Sender(stub).SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token);

        Assert.Same(Samples.Get, seen);
    }
}
