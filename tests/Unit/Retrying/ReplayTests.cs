using System.Net;
using OpenCode.Client.Tests.Http;
using OpenCode.Core.Errors;
using OpenCode.Core.Options;
using OpenCode.Core.Requests;
using OpenCode.Core.Responses;
using OpenCode.Runtime;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Client.Tests.Retrying;

/// <summary>What becomes of the body when a request is sent again.</summary>
public sealed class ReplayTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Model_is_sent_again_and_disposed_once_at_the_end()
    {
        var server = new ScriptedServer(_clock, ScriptedServer.Status(503, "0"), ScriptedServer.Reset, ScriptedServer.Success);
        using HttpRequestSender sender = Samples.Repeating(server.Handler, _clock, new() { Retry = new() { Delay = TimeSpan.Zero } });
        var content = JsonModelContent.Create(new Thing { Name = "two" });

        await sender.SendAsync(Samples.WithMethod(HttpMethod.Put), "/thing/1", null, content, Samples.Token);

        Assert.Equal([.. Enumerable.Repeat("""{"name":"two"}""", 3)], server.Handler.Requests.Select(r => r.Body));
        Assert.All(server.Handler.Requests, r => Assert.Equal("application/json", r.Headers["Content-Type"]));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => content.ReadAsStringAsync(Samples.Token));
    }

    [Fact]
    public async Task Callers_headers_are_the_same_each_time()
    {
        var server = new ScriptedServer(_clock, ScriptedServer.Status(503, "0"), ScriptedServer.Success);
        using HttpRequestSender sender = Samples.Repeating(server.Handler, _clock);
        var configuration =
            new RequestConfiguration { Headers = { ["Content-Type"] = "application/merge-patch+json", ["x-one"] = "1" }, ExtraQuery = { { "q", "2" } } };

        await sender.SendAsync(Samples.WithMethod(HttpMethod.Put), "/thing/1", configuration, JsonModelContent.Create(new Thing { Name = "two" }),
            Samples.Token);

        Assert.All(server.Handler.Requests, r => Assert.Equal(("application/merge-patch+json", "1"), (r.Headers["Content-Type"], r.Headers["x-one"])));
        Assert.All(server.Handler.Requests, r => Assert.Equal("?q=2", r.Uri.Query));
    }

    public static TheoryData<string, int> Contents => new()
    {
        { "text", 3 },
        { "bytes", 3 },
        { "memory", 3 },
        { "stream", 1 },
        { "own", 1 },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public async Task Body_that_can_be_read_only_once_is_sent_once(string kind, int attempts)
    {
        using HttpContent content = kind switch
        {
            "text" => new StringContent("body"),
            "bytes" => new ByteArrayContent("body"u8.ToArray()),
            "memory" => new ReadOnlyMemoryContent("body"u8.ToArray()),
            "stream" => new StreamContent(new MemoryStream("body"u8.ToArray())),
            _ => new OwnContent(),
        };
        var server = new ScriptedServer(_clock, ScriptedServer.Refused);
        using HttpRequestSender sender = Samples.Repeating(server.Handler, _clock, new() { Retry = new() { Delay = TimeSpan.Zero } });

        await Assert.ThrowsAsync<ApiConnectionException>(
            () => sender.SendAsync(Samples.WithMethod(HttpMethod.Put), "/thing/1", null, content, Samples.Token));

        Assert.Equal(attempts, server.Attempts);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PATCH")]
    [InlineData("PUT")]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Message_that_another_handler_writes_always_has_a_body(string method)
    {
        bool? hadBody = null;
        var stub = new StubHandler((message, _) =>
        {
            hadBody = message.Content is not null;
            return Task.FromResult(ScriptedServer.Success());
        });
        using HttpRequestSender sender = Samples.Repeating(stub, _clock);

        await sender.SendAsync(Samples.WithMethod(new HttpMethod(method)), "/thing/1", null, null, Samples.Token);

        Assert.True(hadBody);
    }

    [Fact]
    public async Task Body_of_a_download_lives_as_long_as_its_stream()
    {
        var answer = new ScriptedStream();
        using HttpRequestSender sender = Samples.Repeating(StubHandler.Streaming(answer, "image/png"), _clock);
        var content = JsonModelContent.Create(new Thing { Name = "two" });

        Stream stream = await sender.SendBinaryAsync(Samples.Download, "/thing/1", null, content, Samples.Token);
        Assert.Equal("""{"name":"two"}""", await content.ReadAsStringAsync(Samples.Token));
        await stream.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => content.ReadAsStreamAsync(Samples.Token));
        Assert.True(answer.IsDisposed);
    }

    [Fact]
    public async Task Download_is_repeated_until_its_headers_are_there()
    {
        var server = new ScriptedServer(_clock, ScriptedServer.Reset, ScriptedServer.HalfABody, ScriptedServer.Success);
        using HttpRequestSender sender = Samples.Repeating(server.Handler, _clock, new() { Retry = new() { Delay = TimeSpan.Zero } });

        await using Stream stream = await sender.SendBinaryAsync(Samples.Download, "/thing/1", null, null, Samples.Token);

        await Assert.ThrowsAsync<ApiConnectionException>(() => stream.CopyToAsync(Stream.Null, Samples.Token));
        Assert.Equal(2, server.Attempts);
    }

    [Fact]
    public async Task Text_and_empty_answers_are_repeated_too()
    {
        var server = new ScriptedServer(_clock, ScriptedServer.HalfABody, ScriptedServer.Success);
        using HttpRequestSender sender = Samples.Repeating(server.Handler, _clock, new() { Retry = new() { Delay = TimeSpan.Zero } });

        Assert.Equal("""{"name":"one"}""", await sender.SendTextAsync(Samples.Diff, "/thing/1", null, null, Samples.Token));
        await sender.SendNoContentAsync(Samples.Delete, "/thing/1", null, null, Samples.Token);

        Assert.Equal(3, server.Attempts);
    }

    [Fact]
    public async Task Raw_request_is_repeated_and_its_last_status_is_the_answer()
    {
        var server = new ScriptedServer(_clock, ScriptedServer.Status(503), ScriptedServer.Status(502), ScriptedServer.Status(504));
        using HttpRequestSender sender = Samples.Repeating(server.Handler, _clock, new() { Retry = new() { Delay = TimeSpan.Zero } });

        RawResponse answer = await sender.SendRawAsync(HttpMethod.Get, "/thing/1", null, null, Samples.Token);

        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.Status);
        Assert.Equal(3, Assert.Throws<ApiStatusException>(answer.EnsureSuccess).Attempts);
    }

    [Fact]
    public async Task Raw_request_whose_last_attempt_had_no_answer_has_none()
    {
        var server = new ScriptedServer(_clock, ScriptedServer.Status(503), ScriptedServer.Reset);
        using HttpRequestSender sender = Samples.Repeating(server.Handler, _clock, new() { Retry = new() { Delay = TimeSpan.Zero } });

        await Assert.ThrowsAsync<ApiConnectionException>(() => sender.SendRawAsync(HttpMethod.Get, "/thing/1", null, null, Samples.Token));
    }

    private sealed class OwnContent : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Task.CompletedTask;

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return true;
        }
    }
}
