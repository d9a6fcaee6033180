using System.Net;
using System.Text;
using System.Text.Json;
using OpenCode.Core.Errors;
using OpenCode.Core.Json;
using OpenCode.Core.Operations;
using OpenCode.Runtime;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Client.Tests.Http;

public sealed class ErrorStatusTests
{
    [Theory]
    [InlineData("""{"name":"NotFoundError","data":{"message":"no such thing"}}""", "application/json", "NotFoundError", "no such thing")]
    [InlineData("""{"_tag":"NotFound","message":"no such thing"}""", "application/json; charset=utf-8", "NotFound", "no such thing")]
    [InlineData("""{"error":"no such thing"}""", "application/problem+json", null, "no such thing")]
    [InlineData("""{"error":{"name":"Gone","message":"no such thing"}}""", "application/json", "Gone", "no such thing")]
    [InlineData("""{"type":"about:blank","title":"Gone","status":404,"detail":"no such thing"}""", "application/problem+json", null, "no such thing")]
    [InlineData("""{"title":"no such thing","detail":""}""", "application/problem+json", null, "no such thing")]
    [InlineData("""{"_tag":"NotFound","name":"of a thing","message":"no such thing"}""", "application/json", "NotFound", "no such thing")]
    [InlineData("""{"name":"\ud800","message":"no such thing"}""", "application/json", null, "no such thing")]
    [InlineData("no such thing", "text/plain", null, "no such thing")]
    [InlineData("\"no such thing\"", "application/json", null, "no such thing")]
    [InlineData("", null, null, "empty body")]
    [InlineData("<html>", "text/html", null, "text/html")]
    [InlineData("{\"name\":1,", "application/json", null, "application/json")]
    [InlineData("{\"name\":\"\\ud800\"}", "application/json", null, "application/json")]
    public async Task Every_envelope_gives_name_and_message(string body, string? contentType, string? name, string text)
    {
        ApiStatusException error = await Fails(404, body, contentType);

        Assert.Equal(name, error.ErrorName);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
        Assert.Equal(body, error.RawBody);
        Assert.Equal(contentType, error.ContentType);
    }

    [Fact]
    public async Task Documented_error_is_decoded()
    {
        ApiStatusException error = await Fails(404, """{"_tag":"ThingError","message":"gone"}""");

        Assert.Equal("gone", Assert.IsType<ThingError>(error.Error).Message);
    }

    /// <summary>An error may tell its name and message in places that no other error has.</summary>
    [Fact]
    public async Task A_typed_error_tells_what_nothing_else_does()
    {
        var operation = new Operation<Thing>
        {
            Id = "thing.get",
            Method = HttpMethod.Get,
            PathTemplate = "/thing",
            Kind = OperationKind.Json,
            ResultDecoder = Thing.Decode,
            Responses = [new OperationResponse<Oddity>("4XX", "application/json", Oddity.Decode)],
        };
        using HttpRequestSender sender = Samples.Sender(StubHandler.Answering(HttpStatusCode.NotFound, """{"odd":"no such thing"}"""));

        var error = await Assert.ThrowsAsync<ApiNotFoundException>(() => sender.SendAsync(operation, "/thing", null, null, Samples.Token));

        Assert.Equal(("Oddity", "thing.get: 404 Not Found, Oddity: no such thing"), (error.ErrorName, error.Message));
    }

    private sealed class Oddity(string odd) : IErrorModel
    {
        public string ErrorName => nameof(Oddity);

        public string ErrorMessage => odd;

        public static Oddity Decode(ref Utf8JsonReader reader, JsonDecoding decoding)
            => new(decoding.ReadObject(ref reader).GetProperty("odd").GetString()!);
    }

    [Theory]
    [InlineData(400, """{"name":"BadRequest","data":{"message":"bad","kind":"Body"}}""")] // Live shape, unlike the spec's.
    [InlineData(400, """{"_tag":"Other","message":"bad"}""")]
    [InlineData(400, """["bad"]""")]
    [InlineData(500, """{"_tag":"ThingError","message":"documented for other statuses only"}""")]
    public async Task Body_of_another_shape_is_no_typed_error(int status, string body)
    {
        ApiStatusException error = await Fails(status, body);

        Assert.Null(error.Error);
        Assert.Equal(body, error.RawBody);
    }

    [Fact]
    public async Task Wrong_status_200_type_is_never_an_error_model()
    {
        // A documented success for a status must not be offered as its error.
        ApiStatusException error = await Fails(418, """{"name":"x"}""");

        Assert.Null(error.Error);
    }

    [Theory]
    [InlineData("7", 7d)]
    [InlineData("Fri, 20 Nov 2026 12:00:30 GMT", 30d)]
    [InlineData("Fri, 20 Nov 2026 11:00:00 GMT", 0d)]
    [InlineData("Friday, 20-Nov-26 12:00:30 GMT", 30d)]
    [InlineData("0", 0d)]
    [InlineData(" 7 ", 7d)]
    [InlineData("0.5", 0.5d)]
    [InlineData("2147483648", 2147483648d)]
    [InlineData("99999999999999999999999999", 3155760000d)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 3155760000d)]
    [InlineData("5, 90", 90d)]
    [InlineData("90, soon", 90d)]
    [InlineData("-5", null)]
    [InlineData("+5", null)]
    [InlineData("5s", null)]
    [InlineData("1e3", null)]
    [InlineData("1,5.5.5", 1d)]
    [InlineData("soon", null)]
    [InlineData("", null)]
    [InlineData("∞", null)]
    [InlineData("NaN", null)]
    [InlineData("2026-11-20T12:00:30Z", null)]
    public async Task Retry_after_is_read(string header, double? seconds)
    {
        var stub = new StubHandler((_, _) =>
        {
            HttpResponseMessage response = StubHandler.Response(HttpStatusCode.TooManyRequests, null, null);
            response.Headers.TryAddWithoutValidation("Retry-After", header);
            return Task.FromResult(response);
        });

        var error = await Assert.ThrowsAsync<ApiRateLimitException>(
            () => Samples.Sender(stub, clock: new ManualTimeProvider()).SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token));

        Assert.Equal(seconds is { } pause ? TimeSpan.FromSeconds(pause) : null, error.RetryAfter);
    }

    [Fact]
    public async Task Body_up_to_a_megabyte_is_kept_whole_and_a_longer_one_is_cut()
    {
        const int Megabyte = 1024 * 1024;

        ApiStatusException whole = await Fails(500, new string('x', Megabyte), "text/plain");
        ApiStatusException cut = await Fails(500, new string('x', Megabyte + 1), "text/plain");

        Assert.Equal(Megabyte, whole.RawBody.Length);
        Assert.False(whole.IsRawBodyTruncated);
        Assert.Equal(Megabyte, cut.RawBody.Length);
        Assert.True(cut.IsRawBodyTruncated);
        Assert.True(cut.Message.Length < 1000);
    }

    [Fact]
    public async Task Byte_order_mark_does_not_hide_the_error()
    {
        StubHandler stub = StubHandler.Answering(HttpStatusCode.NotFound, "\uFEFF{\"_tag\":\"ThingError\",\"message\":\"gone\"}");

        var error = await Assert.ThrowsAsync<ApiNotFoundException>(
            () => Samples.Sender(stub).SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token));

        Assert.IsType<ThingError>(error.Error);
    }

    [Fact]
    public async Task Missing_password_is_named()
    {
        ApiStatusException error = await Fails(401, "", null);

        Assert.Contains("OPENCODE_SERVER_PASSWORD", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(300, true, "Location")]
    [InlineData(301, true, "BaseUri")]
    [InlineData(302, true, "not followed")]
    [InlineData(303, true, "not followed")]
    [InlineData(304, false, "If-None-Match")]
    [InlineData(305, true, "nobody uses")]
    [InlineData(306, false, "nobody uses")]
    [InlineData(307, true, "not followed")]
    [InlineData(307, false, "without saying where")]
    [InlineData(308, true, "not followed")]
    public async Task Advice_fits_the_status(int status, bool hasLocation, string words)
    {
        var stub = new StubHandler((_, _) =>
        {
            HttpResponseMessage response = StubHandler.Response((HttpStatusCode)status, null, null);
            response.Headers.Location = hasLocation ? new Uri("http://elsewhere.example") : null;
            return Task.FromResult(response);
        });

        var error = await Assert.ThrowsAsync<ApiStatusException>(() => Samples.Sender(stub).SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal(status is 301 or 302 or 303 or 307 or 308 && hasLocation, error.Message.Contains("not followed", StringComparison.Ordinal));
    }

    private static async Task<ApiStatusException> Fails(int status, string body, string? contentType = "application/json")
    {
        var stub = new StubHandler((_, _) => Task.FromResult(StubHandler.Response((HttpStatusCode)status, Encoding.UTF8.GetBytes(body), contentType)));
        return await Assert.ThrowsAnyAsync<ApiStatusException>(() => Samples.Sender(stub).SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token));
    }
}
