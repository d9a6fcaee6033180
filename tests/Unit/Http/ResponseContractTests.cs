using System.Net;
using System.Text;
using OpenCode.Core.Errors;
using OpenCode.Core.Operations;
using OpenCode.Runtime;
using Xunit;

namespace OpenCode.Client.Tests.Http;

public sealed class ResponseContractTests
{
    [Fact]
    public async Task Json_is_decoded()
    {
        Thing thing = await Samples.Sender(StubHandler.Answering(HttpStatusCode.OK, """{"name":"one"}"""))
            .SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token);

        Assert.Equal("one", thing.Name);
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("APPLICATION/JSON")]
    [InlineData("application/vnd.opencode+json")]
    [InlineData(null)]
    public async Task These_content_types_are_json(string? contentType)
    {
        StubHandler stub = StubHandler.Answering(HttpStatusCode.OK, """{"name":"one"}""", contentType);

        Assert.Equal("one", (await Samples.Sender(stub).SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token)).Name);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/octet-stream")]
    [InlineData("application/jsonp")]
    [InlineData("nonsense")]
    public async Task These_content_types_are_not(string contentType)
    {
        ApiContractException error = await Breaks(StubHandler.Answering(HttpStatusCode.OK, """{"name":"one"}""", contentType));

        Assert.Equal(ContractViolation.UnexpectedContentType, error.Violation);
        Assert.Equal(contentType, error.ContentType);
        Assert.Contains(contentType, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Web_page_with_status_200_means_that_there_is_no_such_route()
    {
        ApiContractException error = await Breaks(
            StubHandler.Answering(HttpStatusCode.OK, "<!doctype html>\n<title>OpenCode</title>", "text/html; charset=utf-8"));

        Assert.Equal(ContractViolation.NoSuchRoute, error.Violation);
        Assert.Equal(HttpStatusCode.OK, error.Status);
        Assert.Contains("thing.get", error.Message, StringComparison.Ordinal);
        Assert.Contains("GET /thing/1", error.Message, StringComparison.Ordinal);
        Assert.Contains("<!doctype html> <title>OpenCode", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Web_page_is_no_answer_to_any_other_kind_of_request_either()
    {
        static HttpRequestSender Sender() => Samples.Sender(StubHandler.Answering(HttpStatusCode.OK, "<!doctype html>", "text/html"));

        var errors = new[]
        {
            await Assert.ThrowsAsync<ApiContractException>(() => Sender().SendNoContentAsync(Samples.Delete, "/thing/1", null, null, Samples.Token)),
            await Assert.ThrowsAsync<ApiContractException>(() => Sender().SendTextAsync(Samples.Diff, "/thing/1", null, null, Samples.Token)),
            await Assert.ThrowsAsync<ApiContractException>(async () =>
            {
                await foreach (Thing _ in Sender().Subscribe(Samples.Watch, "/thing/1", null, null, Samples.Token))
                {
                }
            }),
        };

        Assert.All(errors, error => Assert.Equal(ContractViolation.NoSuchRoute, error.Violation));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData(null)]
    public async Task Empty_body_breaks_the_contract(string? contentType)
    {
        ApiContractException error = await Breaks(StubHandler.Answering(HttpStatusCode.OK, "", contentType));

        Assert.Equal(ContractViolation.EmptyBody, error.Violation);
    }

    [Fact]
    public async Task Empty_body_is_fine_where_it_is_documented()
    {
        var operation = new Operation<Thing?>
        {
            Id = "thing.maybe",
            Method = HttpMethod.Get,
            PathTemplate = "/thing",
            Kind = OperationKind.Json,
            ResultDecoder = Thing.Decode,
            Responses = [new OperationResponse<Thing>("200", "application/json", Thing.Decode), new OperationResponse<Thing>("204")],
        };

        HttpRequestSender sender = Samples.Sender(StubHandler.Answering(HttpStatusCode.NoContent, null, null));

        Assert.Null(await sender.SendAsync(operation, "/thing", null, null, Samples.Token));
    }

    [Fact]
    public async Task Byte_order_mark_is_stripped()
    {
        StubHandler stub = StubHandler.Answering(HttpStatusCode.OK, "\uFEFF{\"name\":\"one\"}");

        Assert.Equal("one", (await Samples.Sender(stub).SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token)).Name);
    }

    [Theory]
    [InlineData("{\"name\":\n\"one\",\n  oops}", 18)]
    [InlineData("{\"name\":\"one\"", 13)]
    [InlineData("{\"name\":\"one\"} trailing", 15)]
    [InlineData("oops", 0)]
    public async Task Malformed_json_is_located(string body, int offset)
    {
        ApiContractException error = await Breaks(StubHandler.Answering(HttpStatusCode.OK, body));

        Assert.Equal(ContractViolation.MalformedJson, error.Violation);
        Assert.Equal(offset, error.ByteOffset);
        Assert.Contains(body.ReplaceLineEndings(" "), error.Snippet, StringComparison.Ordinal);
        Assert.Contains($"byte {offset}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Large_body_of_known_and_of_unknown_length_arrives_whole()
    {
        string name = new('é', 10 * 1024 * 1024);
        byte[] body = Encoding.UTF8.GetBytes($$"""{"name":"{{name}}"}""");
        var pieces = new ScriptedStream();
        for (int start = 0; start < body.Length; start += 100_001) pieces.Send(body.AsSpan(start, Math.Min(100_001, body.Length - start)));
        pieces.End();

        Thing known = await Samples.Sender(StubHandler.Answering(body)).SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token);
        Thing unknown = await Samples.Sender(StubHandler.Streaming(pieces)).SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token);

        Assert.Equal(name, known.Name);
        Assert.Equal(name, unknown.Name);
        Assert.True(pieces.IsDisposed);
    }

    [Theory]
    [InlineData(14, true)]
    [InlineData(13, false)]
    public async Task Longest_answer_is_a_limit(int limit, bool fits)
    {
        HttpRequestSender sender = Samples.Sender(StubHandler.Answering(HttpStatusCode.OK, """{"name":"one"}"""), new() { MaxResponseBytes = limit });

        if (fits)
        {
            Assert.Equal("one", (await sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token)).Name);
            return;
        }

        var error = await Assert.ThrowsAsync<ApiContractException>(() => sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token));
        Assert.Equal(ContractViolation.TooLarge, error.Violation);
        Assert.Contains("MaxResponseBytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_follows_its_character_set()
    {
        static Task<string> Send(byte[] body, string contentType)
            => Samples.Sender(StubHandler.Answering(body, contentType)).SendTextAsync(Samples.Diff, "/diff", null, null, Samples.Token);

        Assert.Equal("é", await Send("é"u8.ToArray(), "text/x-diff; charset=UTF-8"));
        Assert.Equal("é", await Send("é"u8.ToArray(), "text/x-diff"));
        Assert.Equal("é", await Send([0xE9], "text/plain; charset=\"iso-8859-1\"; format=flowed"));
        Assert.Equal("", await Send([], "text/plain"));
        var error = await Assert.ThrowsAsync<ApiContractException>(() => Send([0xE9], "text/plain; charset=klingon"));
        Assert.Equal(ContractViolation.BadEncoding, error.Violation);
    }

    [Fact]
    public async Task Compressed_body_is_named()
    {
        var stub = new StubHandler((_, _) =>
        {
            HttpResponseMessage response = StubHandler.Response(HttpStatusCode.OK, [0x1F, 0x8B], "application/json");
            response.Content.Headers.ContentEncoding.Add("gzip");
            return Task.FromResult(response);
        });

        ApiContractException error = await Breaks(stub);

        Assert.Equal(ContractViolation.BadEncoding, error.Violation);
        Assert.Contains("gzip", error.Message, StringComparison.Ordinal);
        Assert.Contains("AutomaticDecompression", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_content_ignores_a_body()
        => await Samples.Sender(StubHandler.Answering(HttpStatusCode.OK, "true")).SendNoContentAsync(Samples.Delete, "/thing/1", null, null, Samples.Token);

    private static Task<ApiContractException> Breaks(StubHandler stub)
        => Assert.ThrowsAsync<ApiContractException>(() => Samples.Sender(stub).SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token));
}
