using System.IO.Compression;
using System.Text;
using OpenCode.Contract.Tests.Faults;
using OpenCode.Verification;
using OpenCode.Verification.Recording;
using OpenCode.Verification.Traffic;

namespace OpenCode.Contract.Tests.Verification;

/// <summary>The proxy changes nothing that passes through it, repeats nothing, and tells everything.</summary>
public sealed class RecordingProxyTests
{
    private const int Limit = 30_000;
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]";

    private readonly RecordedTraffic _traffic = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task A_request_is_forwarded_as_it_is()
    {
        await using RawServer server = new(Ok);
        await using RecordingProxy proxy = await StartAsync(server);
        using RawClient client = await RawClient.ConnectAsync(
            proxy.BaseUri,
            "PROPFIND /a%2Fb/../c%20d//e?x=%41&y=a+b;é%zz HTTP/1.1\r\nHost: test\r\nX-Own: 1\r\nX-Own: 2\r\nAccept-Encoding: gzip\r\nAuthorization: Basic YTpi\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello"
                .Replace("é", "%C3%A9", StringComparison.Ordinal));

        string answer = await client.ReadUntilAsync("[]");

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Kestrel", answer, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("PROPFIND /a%2Fb/../c%20d//e?x=%41&y=a+b;%C3%A9%zz HTTP/1.1\r\n", server.Received, StringComparison.Ordinal);
        foreach (string line in new[] { "Accept-Encoding: gzip", "Authorization: Basic YTpi", "Content-Type: text/plain", "Content-Length: 5" })
            Assert.Contains($"\r\n{line}\r\n", server.Received, StringComparison.Ordinal);
        Assert.Matches("X-Own: 1(, |\r\nX-Own: )2\r\n", server.Received);
        Assert.EndsWith("\r\n\r\nhello", server.Received, StringComparison.Ordinal);
        RecordedExchange exchange = Assert.Single(_traffic.Exchanges);
        Assert.Equal(("PROPFIND", "/a%2Fb/../c%20d//e?x=%41&y=a+b;%C3%A9%zz", 200, "application/json", "[]", "label"),
            (exchange.Method, exchange.Target, exchange.Status, exchange.ContentType, RecordedTraffic.Text(exchange), exchange.Label));
    }

    [Theory(Timeout = Limit)]
    [InlineData("HTTP/1.1 204 No Content\r\nX-A: b\r\n\r\n", 204, "")]
    [InlineData("HTTP/1.1 404 Not Found\r\nX-A: b\r\nContent-Length: 0\r\n\r\n", 404, "")]
    [InlineData("HTTP/1.1 302 Found\r\nX-A: b\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", 302, "")]
    [InlineData("HTTP/1.1 200 OK\r\nX-A: b\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", 200, "abcde")]
    [InlineData("HTTP/1.1 500 Oh No\r\nX-A: b\r\nContent-Length: 3\r\n\r\nabc", 500, "abc")]
    public async Task An_answer_is_forwarded_as_it_is(string answer, int status, string body)
    {
        await using RawServer server = new(answer) { ClosesAfterResponse = true };
        await using RecordingProxy proxy = await StartAsync(server);
        using RawClient client = await RawClient.ConnectAsync(proxy.BaseUri, "GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");

        (string bytes, _) = await client.ReadToEndAsync();

        Assert.StartsWith(answer.Split("\r\n")[0], bytes, StringComparison.Ordinal);
        Assert.Contains("X-A: b", bytes, StringComparison.Ordinal);
        Assert.Equal((status, body), (_traffic.Exchanges.Single().Status, RecordedTraffic.Text(_traffic.Exchanges.Single())));
    }

    [Fact(Timeout = Limit)]
    public async Task An_answer_to_HEAD_has_the_headers_only()
    {
        await using RawServer server = new("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 99\r\n\r\n");
        await using RecordingProxy proxy = await StartAsync(server);
        using RawClient client = await RawClient.ConnectAsync(proxy.BaseUri, "HEAD /a HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");

        (string bytes, _) = await client.ReadToEndAsync();

        Assert.Contains("Content-Length: 99\r\n", bytes, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", bytes, StringComparison.Ordinal);
        Assert.Equal("", RecordedTraffic.Text(_traffic.Exchanges.Single()));
    }

    [Fact(Timeout = Limit)]
    public async Task A_compressed_answer_passes_compressed_and_is_recorded_plain()
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionMode.Compress, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(new string('a', 5000)));
        string body = Encoding.Latin1.GetString(compressed.ToArray());
        await using RawServer server = new($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        await using RecordingProxy proxy = await StartAsync(server);
        using RawClient client = await RawClient.ConnectAsync(proxy.BaseUri);

        string answer = await client.ReadUntilAsync(body);

        Assert.Contains("Content-Encoding: gzip", answer, StringComparison.Ordinal);
        Assert.Equal(new string('a', 5000), RecordedTraffic.Text(_traffic.Exchanges.Single()));
    }

    [Fact(Timeout = Limit)]
    public async Task Events_pass_at_once_although_the_stream_never_ends()
    {
        await using RawServer server =
            new("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\nd\r\ndata: {\"a\":1}\r\n14\r\n\n\n: beat\n\ndata: {}\n\n\r\n8\r\ndata: {\"\r\n");
        await using RecordingProxy proxy = await StartAsync(server);
        using RawClient client = await RawClient.ConnectAsync(proxy.BaseUri);

        await client.ReadUntilAsync("data: {\"\r\n");
        await Eventually.TrueAsync(() => _traffic.Events.Count == 2, "both events were told");

        Assert.Equal(["{\"a\":1}", "{}"], _traffic.Events);
        Assert.Null(Assert.Single(_traffic.Exchanges).Body);
        client.Socket.Close();
        await Eventually.TrueAsync(() => server.OpenConnections == 0, "the server's connection was closed with the client's");
    }

    [Theory(Timeout = Limit)]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")]
    public async Task A_server_that_goes_away_is_a_connection_that_goes_away_and_nothing_is_repeated(string answer)
    {
        await using RawServer server = new(answer) { ClosesAfterResponse = true };
        await using RecordingProxy proxy = await StartAsync(server);
        for (int i = 1; i <= 3; i++)
        {
            using RawClient client = await RawClient.ConnectAsync(proxy.BaseUri, "POST /session HTTP/1.1\r\nHost: test\r\nContent-Length: 0\r\n\r\n");
            (string bytes, _) = await client.ReadToEndAsync();

            Assert.DoesNotContain("502", bytes, StringComparison.Ordinal);
            await Eventually.TrueAsync(() => proxy.Unfinished == i, "it was counted");
        }

        Assert.Equal(3, server.Received.Split("POST /session").Length - 1);
        Assert.Equal(3, server.Connections);
        Assert.Empty(_traffic.Exchanges);
    }

    [Fact(Timeout = Limit)]
    public async Task An_answer_can_be_changed_and_is_recorded_as_it_was_sent_on()
    {
        await using RawServer server =
            new("HTTP/1.1 200 OK\r\nX-A: b\r\nContent-Encoding: identity\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]");
        await using RecordingProxy proxy = await StartAsync(
            server, static e => e.Path == "/changed" ? new MutatedResponse(418, "text/plain", Encoding.UTF8.GetBytes($"{RecordedTraffic.Text(e)}!")) : null);
        using HttpClient client = new() { BaseAddress = proxy.BaseUri };

        using HttpResponseMessage changed = await client.GetAsync("/changed", Cancellation);
        using HttpResponseMessage same = await client.GetAsync("/same", Cancellation);

        Assert.Equal((418, "text/plain", "[]!"), ((int)changed.StatusCode, changed.Content.Headers.ContentType?.ToString(),
            await changed.Content.ReadAsStringAsync(Cancellation)));
        Assert.Equal("b", changed.Headers.GetValues("X-A").Single());
        Assert.Equal((200, "[]"), ((int)same.StatusCode, await same.Content.ReadAsStringAsync(Cancellation)));
        Assert.Equal([(418, "[]!"), (200, "[]")], _traffic.Exchanges.Select(static e => (e.Status, RecordedTraffic.Text(e)!)));
    }

    private Task<RecordingProxy> StartAsync(RawServer server, Func<RecordedExchange, MutatedResponse?>? mutate = null)
        => RecordingProxy.StartAsync(server.BaseUri, new() { Receivers = [_traffic], Mutate = mutate, Label = static () => "label" }, Cancellation);
}
