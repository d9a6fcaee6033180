using System.IO.Compression;
using System.Text;
using OpenCode.Verification;
using OpenCode.Verification.Har;
using OpenCode.Verification.Tests.Traffic;
using OpenCode.Verification.Traffic;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Verification.Tests.Har;

/// <summary>A body that is not in a recording passes neither for an empty one nor for a checked one; one that is beside it is read.</summary>
public sealed class HarBodyTests : IDisposable
{
    private const string Agents = """[{"name":"é"}]""";

    private readonly WorkFolder _folder = new();
    private readonly List<RecordedExchange> _exchanges = [];

    /// <summary>The answer's members beside its status, and the body; null when it was not recorded.</summary>
    public static TheoryData<string, string?> Written => new()
    {
        { "", null },
        { ""","content":null""", null },
        { ""","content":{}""", null },
        { ""","content":{"mimeType":"application/json"}""", null },
        { ""","content":{"size":120,"mimeType":"application/json"}""", null },
        { ""","content":{"size":120,"mimeType":"application/json","text":""}""", null },
        { ""","content":{"size":-1,"mimeType":"application/json"},"bodySize":-1""", null },
        { ""","content":{"size":0,"mimeType":"application/json"},"bodySize":120""", null },
        { ""","content":{"size":0,"mimeType":"application/json","text":"","comment":"Response bodies are not included."}""", null },
        { ""","content":{"size":0,"mimeType":"application/json"},"bodySize":0""", "" },
        { ""","content":{"size":0,"mimeType":"application/json","text":""},"bodySize":-1""", "" },
        { ""","content":{"size":2,"mimeType":"application/json","text":"[]"}""", "[]" },
        { ""","content":{"size":900,"mimeType":"application/json","text":"[]"}""", "[]" },
        { ""","content":{"size":-1,"mimeType":"application/json","text":"[]"}""", "[]" },
        { ""","content":{"size":900,"mimeType":"application/json","text":"[{\"name\":\"a"}""", null },
        { ""","content":{"size":900,"mimeType":"application/json","text":"[1,2]]"}""", "[1,2]]" },
        { ""","content":{"size":4,"mimeType":"application/json","text":"[1,2","comment":"Truncated after 4 bytes"}""", null },
        { ""","content":{"size":4,"mimeType":"application/json","text":"[1,2"}""", "[1,2" },
        { ""","content":{"size":900,"mimeType":"text/plain","text":"[1,2"}""", "[1,2" },
        { $$$""","content":{"mimeType":"application/json","encoding":"base64","text":"{{{Convert.ToBase64String(Encoding.UTF8.GetBytes(Agents))}}}"}""",
            Agents },
        { $$$""","content":{"mimeType":"application/json","encoding":"base64","text":"{{{Convert.ToBase64String(Compressed("gzip"))}}}"}""", Agents },
        { $$$""","headers":[{"name":"Content-Encoding","value":"br"}],"content":{"mimeType":"application/json","encoding":"base64","text":"{{{Convert.ToBase64String(Compressed("br"))}}}"}""", Agents },
        { ""","headers":[{"name":"Content-Encoding","value":"br"},3],"content":{"mimeType":"application/json","text":"[]"}""", "[]" },
        { ""","headers":[{"name":"Content-Encoding","value":"br"}],"content":{"mimeType":"text/plain","text":"as it was before"}""", "as it was before" },
        { ""","headers":[{"name":"\ud800","value":"x"},{"name":"x","value":"\udc00"}],"content":{"mimeType":"text/plain","text":"a"}""", "a" },
        { ""","headers":"none","content":{"mimeType":"application/json","text":"[]"}""", "[]" },
        { ""","content":{"mimeType":"application/json","encoding":"base64","text":"[{\"name\":\"a\"}]"}""", """[{"name":"a"}]""" },
        { ""","content":{"size":2,"mimeType":"application/json","_file":"body.json"}""", Agents },
        { ""","content":{"size":2,"mimeType":"application/json","_file":"deep/../body.json"}""", Agents },
        { ""","content":{"size":2,"mimeType":"application/json","text":"[]","_file":"body.json"}""", "[]" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Written))]
    public async Task A_body_is_found_where_writers_put_it_or_is_not_recorded(string members, string? body)
    {
        _folder.Write("body.json", Agents);

        HarSummary summary = await ReadAsync(Entry(members));

        Assert.Equal(body, _exchanges.Single().Body is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : null);
        Assert.Equal(body is null ? 1 : 0, summary.WithoutBody);
        Assert.Empty(summary.Problems);
    }

    [Theory]
    [InlineData("missing.json", "which is missing")]
    [InlineData("../outside.json", "outside the folder of the recording")]
    [InlineData("/etc/hostname", "outside the folder of the recording")]
    [InlineData("link.json", "a link to a place outside")]
    [InlineData("linked/outside.json", "a link to a place outside")]
    [InlineData("chained.json", "a link to a place outside")]
    [InlineData("loop.json", "could not be read")]
    [InlineData("a\\u0000b", "could not be read")]
    [InlineData("", null)]
    public async Task A_file_that_cannot_be_had_is_told_and_its_answer_has_no_body(string name, string? says)
    {
        using var elsewhere = new WorkFolder();
        elsewhere.Write("outside.json", "[]");
        _folder.Write("../outside.json", "[]");
        File.CreateSymbolicLink(_folder.PathOf("link.json"), elsewhere.PathOf("outside.json"));
        Directory.CreateSymbolicLink(_folder.PathOf("linked"), Path.GetDirectoryName(elsewhere.PathOf("outside.json"))!);
        File.CreateSymbolicLink(_folder.PathOf("chained.json"), Path.Combine("linked", "outside.json"));
        File.CreateSymbolicLink(_folder.PathOf("loop.json"), "loop.json");
        try
        {
            HarSummary summary = await ReadAsync(Entry($$""","content":{"size":2,"mimeType":"application/json","_file":"{{name}}"}"""));

            Assert.Null(_exchanges.Single().Body);
            Assert.Equal(1, summary.WithoutBody);
            Assert.Equal(says is null ? 0 : 1, summary.Problems.Count);
            Assert.All(summary.Problems,
                p => Assert.StartsWith("entry 1: the body of the answer from http://h:80/agent is said to be in the file", $"{p}", StringComparison.Ordinal));
            Assert.All(summary.Problems, p => Assert.Contains(says!, p.Reason, StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(_folder.PathOf("../outside.json"));
        }
    }

    [Fact]
    public async Task A_body_that_would_fill_the_memory_is_told_and_so_is_no_secret_of_its_address()
    {
        using var bomb = new MemoryStream();
        using (var gzip = new GZipStream(bomb, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (int i = 0; i < 257; i++) gzip.Write(new byte[1 << 20]);
        }

        HarSummary summary = await ReadAsync(
            Entry($$""","content":{"mimeType":"text/plain","encoding":"base64","text":"{{Convert.ToBase64String(bomb.ToArray())}}"}""")
                .Replace("http://h", "http://u:secret@h", StringComparison.Ordinal));

        Assert.Null(_exchanges.Single().Body);
        Assert.Equal("entry 1: the body of the answer from http://h:80/agent is longer than 256 MiB when it is decompressed",
            $"{Assert.Single(summary.Problems)}");
    }

    [Theory]
    [InlineData("DELETE", "/api/credential/c", 204, 0)]
    [InlineData("GET", "/pty/p/connect", 101, 0)]
    [InlineData("GET", "/agent", 200, 1)]
    [InlineData("GET", "/agent", 500, 1)]
    [InlineData("GET", "/event", 200, 1)]
    public async Task An_answer_that_has_no_body_lacks_none(string method, string path, int status, int without)
    {
        HarSummary summary = await ReadAsync(
            $$$$"""{"request":{"method":"{{{{method}}}}","url":"http://h{{{{path}}}}"},"response":{"status":{{{{status}}}},"content":{"size":-1,"mimeType":"text/event-stream"}}}""");

        Assert.Equal((1, without), (summary.Exchanges, summary.WithoutBody));
    }

    private static string Entry(string members) => """{"request":{"method":"GET","url":"http://h/agent?x=1"},"response":{"status":200""" + members + "}}";

    private static byte[] Compressed(string coding)
    {
        using var target = new MemoryStream();
        using (Stream stream = coding == "br" ? new BrotliStream(target, CompressionLevel.Fastest) : new GZipStream(target, CompressionLevel.Fastest))
            stream.Write(Encoding.UTF8.GetBytes(Agents));
        return target.ToArray();
    }

    private Task<HarSummary> ReadAsync(string entry)
    {
        _folder.Write("a.har", $$$"""{"log":{"entries":[{{{entry}}}]}}""");
        return HarFile.ReadAsync(_folder.PathOf("a.har"), new Uri("http://h"), _exchanges.Add, TestContext.Current.CancellationToken);
    }
}
