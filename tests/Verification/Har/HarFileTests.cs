using System.Text;
using OpenCode.Verification;
using OpenCode.Verification.Conformance;
using OpenCode.Verification.Har;
using OpenCode.Verification.Tests.Traffic;
using OpenCode.Verification.Traffic;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Verification.Tests.Har;

/// <summary>HAR files are read as browsers and proxies write them, and refused with the place where they are not.</summary>
public sealed class HarFileTests : IDisposable
{
    private const string Host = "http://127.0.0.1:4096";

    private readonly WorkFolder _folder = new();
    private readonly List<RecordedExchange> _exchanges = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_exchange_is_read_with_its_path_untouched()
    {
        HarSummary summary = await ReadAsync(Entry($"{Host}/session/a%2Fb/todo?directory=%2Fx#y", text: "[]"));

        RecordedExchange exchange = Assert.Single(_exchanges);
        Assert.Equal(("GET", "/session/a%2Fb/todo?directory=%2Fx", 200, "application/json"), (exchange.Method, exchange.Target, exchange.Status,
            exchange.ContentType));
        Assert.Equal("[]", Encoding.UTF8.GetString(exchange.Body!.Value.Span));
        Assert.Equal(new HarSummary(1, 1, 0, 0, 0), summary);
    }

    [Fact]
    public async Task A_base64_body_is_decoded()
    {
        await ReadAsync(Entry($"{Host}/agent", text: Convert.ToBase64String("[]"u8), encoding: "base64"));

        Assert.Equal("[]", Encoding.UTF8.GetString(_exchanges.Single().Body!.Value.Span));
    }

    [Fact]
    public async Task What_tells_nothing_is_passed_over_and_counted()
    {
        HarSummary summary = await ReadAsync(
            Entry($"{Host}/agent", text: "[]"),
            Entry($"{Host}/agent", status: 0),
            Entry($"{Host}/agent", status: 304),
            Entry($"{Host}/assets/app.js", text: "x"),
            Entry($"{Host}/agent", method: "OPTIONS", status: 204),
            Entry("https://example.com/x.png"),
            Entry("data:image/png;base64,AAAA"),
            $$$"""{"request":{"method":"GET","url":"{{{Host}}}/agent"},"response":null}""");

        Assert.Equal(new HarSummary(8, 1, 2, 2, 3), summary);
    }

    [Theory]
    [InlineData(null, 3)]
    [InlineData("http://127.0.0.1:4096/proxy/oc", 2)]
    [InlineData("http://127.0.0.1:4096/proxy/oc/", 2)]
    [InlineData("http://127.0.0.1:4096", 0)]
    [InlineData("http://127.0.0.1:4097", 0)]
    [InlineData("https://other.example", 1)]
    public async Task The_server_is_where_it_is_said_to_be_or_where_most_operations_are(string? address, int count)
    {
        string[] entries =
            [Entry($"{Host}/proxy/oc/agent", text: "[]"), Entry($"{Host}/proxy/oc/api/session", text: "[]"),
                Entry("https://OTHER.example:443/session", text: "[]")];

        await ReadAsync(address, Har(entries));

        Assert.Equal(count, _exchanges.Count);
        Assert.All(_exchanges, static e => Assert.NotNull(RouteTable.Catalog.Find(e.Method, e.Path)));
    }

    [Fact]
    public async Task Entries_longer_than_the_buffer_and_files_longer_than_many_are_read()
    {
        string text = new('x', 200_000);
        string[] entries = [.. Enumerable.Range(0, 20).Select(i => Entry($"{Host}/agent?{i}", text: i % 3 == 0 ? text : "[]"))];

        HarSummary summary = await ReadAsync(null, "\uFEFF" + Har(entries).Replace(",", ",\n  ", StringComparison.Ordinal));

        Assert.Equal(20, summary.Exchanges);
        Assert.Equal(7, _exchanges.Count(e => e.Body!.Value.Length == text.Length));
        Assert.Equal(Enumerable.Range(0, 20).Select(static i => $"/agent?{i}"), _exchanges.Select(static e => e.Target));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\uFEFF \n", "is empty")]
    [InlineData("nonsense", "is not JSON at line 1, byte 0, after 0 entries")]
    [InlineData("<html>", "is not JSON at line 1, byte 0, after 0 entries")]
    [InlineData("PK\u0003\u0004", "is a ZIP archive: unpack it")]
    [InlineData("[]", "no object 'log'")]
    [InlineData("[{\"log\":{\"entries\":[]}}]", "no object 'log'")]
    [InlineData("""{"entries":[]}""", "no object 'log'")]
    [InlineData("""{"log":[{"entries":[]}]}""", "no object 'log'")]
    [InlineData("""{"log":{}}""", "no list 'log.entries'")]
    [InlineData("""{"log":{"entries":null}}""", "no list 'log.entries'")]
    [InlineData("""{"log":{"entries":{"0":{}}}}""", "no list 'log.entries'")]
    [InlineData("""{"log":{"pages":[{"entries":[{}]}]}}""", "no list 'log.entries'")]
    [InlineData("""{"log":{"pages":[]},"entries":[]}""", "no list 'log.entries'")]
    [InlineData("{\"log\":{\"entries\":[]}", "is cut off at line 1, byte 21, after 0 entries")]
    [InlineData("{\"log\":{\"entries\":[{\"request\":\n{", "is cut off at line 2, byte 1, after 0 entries")]
    [InlineData("{\"log\":{\"entries\":[}]}", "is not JSON at line 1, byte 19, after 0 entries")]
    public async Task A_file_that_is_no_HAR_file_is_refused_with_the_place(string text, string says)
    {
        var error = await Assert.ThrowsAsync<FormatException>(() => ReadAsync(null, text));

        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(",\n{\"request", "it is cut off at line 2, byte 9, after 1 entry")]
    [InlineData(",\n{\"request\":{,", "it is not JSON at line 2, byte 12, after 1 entry")]
    [InlineData(",\n]", "it is cut off at line 2, byte 1, after 1 entry")]
    [InlineData(",\n}", "it is not JSON at line 2, byte 0, after 1 entry")]
    [InlineData("]}}\n\n{}", "it is not JSON at line 3, byte 0, after 1 entry")]
    [InlineData("]}}\0\0", "it is not JSON at line 1, byte ")]
    [InlineData("", "after 1 entry")]
    public async Task A_file_that_is_cut_off_is_read_up_to_there(string rest, string says)
    {
        HarSummary summary = await ReadAsync(null, $"{{\"log\":{{\"entries\":[{Entry($"{Host}/agent", text: "[]")}{rest}");

        Assert.Contains(says, summary.Damage, StringComparison.Ordinal);
        Assert.Equal((1, false), (summary.Entries, summary.IsWhole));
        Assert.Single(_exchanges);
    }

    [Fact]
    public async Task A_chain_of_calls_as_deep_as_browsers_write_it_is_passed_over()
    {
        string chain = string.Concat(Enumerable.Repeat("{\"parent\":", 5_000)) + "1" + new string('}', 5_000);

        HarSummary summary =
            await ReadAsync(Entry($"{Host}/agent", text: "[]").Replace("\"_more\":", $"\"_initiator\":{chain},\"_more\":", StringComparison.Ordinal));

        Assert.Equal(new HarSummary(1, 1, 0, 0, 0), summary);
    }

    [Fact]
    public async Task What_is_written_is_read_again()
    {
        RecordedExchange json = Exchanges.Json("GET /session?ticket=abc&limit=1", "[\"\u00e9\"]");
        RecordedExchange binary = Exchanges.Of("GET /api/fs/read/a.bin", 200, "image/png", [0xFF, 0xFE, 0x00]);
        RecordedExchange lost = Exchanges.Json("GET /agent", "") with { Body = null };
        RecordedExchange none = Exchanges.Of("DELETE /api/credential/c", 204, null, "");
        RecordedExchange stream = Exchanges.Of("GET /event", 200, "text/event-stream", "") with { Body = null };
        using (var writer = new HarWriter(File.Create(_folder.PathOf("a.har")), new Uri(Host)))
        {
            foreach (RecordedExchange exchange in new[] { json, stream, stream with { }, binary, lost, none }) writer.Add(exchange);
            writer.AddEvent(stream, Encoding.UTF8.GetBytes(Exchanges.SessionIdle));
            writer.AddEvent(stream, "{\n}"u8.ToArray());
        }

        var check = new ConformanceCheck(KnownDifferences.None);
        await HarFile.ReadAsync(_folder.PathOf("a.har"), null, e => { _exchanges.Add(e); check.Add(e); }, TestContext.Current.CancellationToken);

        Assert.Equal("/session?ticket=hidden&limit=1", _exchanges[0].Target);
        Assert.Equal(json.Body!.Value.ToArray(), _exchanges[0].Body!.Value.ToArray());
        Assert.Equal(binary.Body!.Value.ToArray(), _exchanges[3].Body!.Value.ToArray());
        Assert.Null(_exchanges[4].Body);
        Assert.Equal((204, null, 0), (_exchanges[5].Status, _exchanges[5].ContentType, _exchanges[5].Body!.Value.Length));
        Assert.Equal(2, check.Events);
        Assert.Equal(2, check.AnswersOf("event.subscribe"));
    }

    private static string Entry(string url, string? text = null, int status = 200, string method = "GET", string encoding = "")
        => $$$"""{"startedDateTime":"2026-11-21T00:00:00Z","time":1.5,"request":{"method":"{{{method}}}","url":"{{{url}}}","headers":[{"name":"a","value":"b"}]},"response":{"status":{{{status}}},"content":{"size":{{{text?.Length ?? 0}}},"mimeType":"application/json","encoding":"{{{encoding}}}","text":"{{{text}}}"}},"_more":{"entries":[1]}}""";

    private static string Har(string[] entries)
        => $$$"""{"log":{"version":"1.2","pages":[{"entries":[{"a":1}]}],"entries":[{{{string.Join(",", entries)}}}],"comment":"c"}}""";

    private Task<HarSummary> ReadAsync(params string[] entries) => ReadAsync(null, Har(entries));

    private Task<HarSummary> ReadAsync(string? address, string text)
    {
        _folder.Write("a.har", text);
        return HarFile.ReadAsync(_folder.PathOf("a.har"), address is null ? null : new Uri(address), _exchanges.Add, TestContext.Current.CancellationToken);
    }
}
