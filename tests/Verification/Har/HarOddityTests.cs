using System.Text;
using OpenCode.Verification;
using OpenCode.Verification.Conformance;
using OpenCode.Verification.Har;
using OpenCode.Verification.Judging;
using OpenCode.Verification.Results;
using OpenCode.Verification.Traffic;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Verification.Tests.Har;

/// <summary>What tools write instead of HAR 1.2 costs one entry at most, and that one is told.</summary>
public sealed class HarOddityTests : IDisposable
{
    private const string Good =
        """{"request":{"method":"GET","url":"http://h/agent"},"response":{"status":200,"content":{"mimeType":"application/json","text":"[]"}}}""";

    private readonly WorkFolder _folder = new();
    private readonly List<RecordedExchange> _exchanges = [];
    private readonly ConformanceCheck _check = new(KnownDifferences.None, TrafficJudge.Both);

    /// <summary>Whole entries, and why each cannot be read.</summary>
    public static TheoryData<string, string> Unreadable => new()
    {
        { "null", "it is null, not an object" },
        { "1e3", "it is a number, not an object" },
        { "false", "it is a Boolean, not an object" },
        { "\"a \\\"text\\\" ]}\"", "it is a text, not an object" },
        { "[{\"request\":[]}]", "it is a list, not an object" },
        { "undefined", "it is not JSON at line 1, byte " },
        { "{}", "it has no object 'request'" },
        { """{"request":null,"response":{"status":200}}""", "it has no object 'request'" },
        { """{"request":"GET http://h/agent"}""", "it has no object 'request'" },
        { """{"request":[1]}""", "it has no object 'request'" },
        { """{"request":{"method":null,"url":"http://h/agent"}}""", "it has no text 'request.method'" },
        { """{"request":{"method":"","url":"http://h/agent"}}""", "it has no text 'request.method'" },
        { """{"request":{"method":"GET"}}""", "it has no text 'request.url'" },
        { """{"request":{"method":"GET","url":{"raw":"http://h/agent"}}}""", "it has no text 'request.url'" },
        { """{"request":{"method":"GET","url":" "}}""", "it has no text 'request.url'" },
        { """{"request":{"method":"GET","url":"/agent?token=secret"}}""", "its 'request.url' names no server" },
        { """{"request":{"method":"GET","url":"//h/agent?token=secret"}}""", "its 'request.url' names no server" },
        { """{"request":{"method":"GET","url":"http://h:port/agent?token=secret"}}""", "its 'request.url' is no URL" },
        { Entry("""{"status":"secret"}"""), "its 'response.status' is a text that is no status" },
        { Entry("""{"status":20}"""), "its 'response.status' is a number that is no status" },
        { Entry("""{"status":1e300}"""), "its 'response.status' is a number that is no status" },
        { Entry("""{"status":{}}"""), "its 'response.status' is an object that is no status" },
        { Entry("[]"), "its 'response' is a list, not an object" },
        { Entry("\"secret\""), "its 'response' is a text, not an object" },
        { Entry("""{"status":200}""", ""","time":NaN"""), "it is not JSON at line 1, byte " },
        { Entry("""{"status":200}""", ",\"comment\":\"two\nlines\""), "it is not JSON at line 1, byte " },
        { Entry("""{"status":200}""", "\n\n,,"), "it is not JSON at line 3, byte 1" },
        { Entry("""{"status":200}""", ""","_a":{"b":[}}"""), "it is not JSON at line 1, byte " },
    };

    /// <summary>Whole entries that say nothing of an answer, and which count they are in: other servers, other paths, without an answer.</summary>
    public static TheoryData<string, string> PassedOver => new()
    {
        { Asked("GET", "data:image/png;base64,AAAA"), "server" },
        { Asked("GET", "blob:http://h/0-1"), "server" },
        { Asked("GET", "chrome-extension://abc/page.html"), "server" },
        { Asked("GET", "about:blank"), "server" },
        { Asked("GET", "file:///agent"), "server" },
        { Asked("CONNECT", "h:443"), "server" },
        { Asked("GET", "ws://other/chat"), "server" },
        { Asked("CONNECT", "http://h"), "path" },
        { Asked("PRI", "http://h/agent"), "path" },
        { Asked("GET", "http://h/agent"), "answer" },
        { Asked("get", "HTTP://H:80/agent#x"), "answer" },
        { Entry("null"), "answer" },
        { Entry("{}"), "answer" },
        { Entry("""{"status":null,"content":null}"""), "answer" },
        { Entry("""{"status":0,"statusText":"","_error":"net::ERR_ABORTED"}"""), "answer" },
        { Entry("""{"status":-1,"bodySize":-1,"_failureText":"failed"}"""), "answer" },
        { Entry("""{"status":"0"}"""), "answer" },
        { Entry("""{"status":304}"""), "answer" },
    };

    /// <summary>An answer's members beside its status, each of them odd, all of which have the body <c>[]</c> and the type that the document has.</summary>
    public static TheoryData<string> Read => new()
    {
        """ "content":{"mimeType":"application/json","text":"[]","encoding":null,"size":null,"compression":"none","comment":{"a":[1]}} """,
        """ "content":{"mimeType":"application/json","text":"[]","encoding":"","size":"2"},"bodySize":"-1","headersSize":null """,
        """ "content":{"mimeType":"application/json","text":"[]","encoding":"UTF-8","size":-1},"bodySize":-1 """,
        """ "content":{"mimeType":"application/json","text":"[]","encoding":"quoted-printable"} """,
        """ "content":{"mimeType":"application/json","text":"[]","encoding":7} """,
        """ "content":{"mimeType":"application/json","text":"W10=","encoding":"Base64"} """,
        """ "content":{"mimeType":"application/json","text":"W10","encoding":" BASE64 "} """,
        """ "content":{"mimeType":"application/json","text":"W1\r\n0=\r\n","encoding":"base64"} """,
        """ "content":{"mimeType":"application/json","text":"[]","encoding":"base64"} """,
        """ "content":{"mimeType":"application/json","text":[],"_kind":"parsed"} """,
        """ "content":{"mimeType":"Application/JSON ;charset=utf-8; ;x","text":"[]"} """,
        """ "content":{"mimeType":"application/json","text":"first","text":"[]"},"content2":{} """,
        """ "content":{"mimeType":"x-unknown","text":"[]"},"headers":[{"name":"CONTENT-TYPE","value":"application/json"},{"name":"content-type","value":"b"}] """,
        """ "content":{"text":"[]"},"headers":{"content-type":"application/json","x":["a"]} """,
        """ "content":{"mimeType":null,"text":"[]"} """,
        """ "content":{"mimeType":"","text":"[]"},"headers":null """,
        """ "content":{"text":"[]"},"headers":[null,1,[],{},{"value":"x"},{"name":{},"value":{}}] """,
        """ "content":{"mimeType":"application/json","text":"[]"},"headers":[{"name":"\ud800","value":"\udc00"}],"cookies":"none","\udc00":1 """,
        """ "content":{"mimeType":"application/json","text":"\ufeff[]"},"statusText":7,"redirectURL":null,"httpVersion":null,"_transferSize":"x" """,
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task An_entry_that_cannot_be_read_is_told_and_the_others_are_read(string entry, string reason)
    {
        HarSummary summary = await ReadAsync(Good, entry, Good);

        HarProblem problem = Assert.Single(summary.Problems);
        Assert.Equal(2, problem.Entry);
        Assert.StartsWith(reason, problem.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem.Reason, StringComparison.Ordinal);
        Assert.Equal((3, 2, 1), (summary.Entries, summary.Exchanges, summary.Unreadable));
        Assert.Null(summary.Damage);
    }

    [Theory]
    [MemberData(nameof(PassedOver))]
    public async Task An_entry_that_says_nothing_of_an_answer_is_passed_over_and_is_no_fault(string entry, string count)
    {
        HarSummary summary = await ReadAsync(Good, entry, Good);

        Assert.Equal(new HarSummary(3, 2, count == "server" ? 1 : 0, count == "path" ? 1 : 0, count == "answer" ? 1 : 0), summary);
    }

    [Theory]
    [MemberData(nameof(Read))]
    public async Task A_member_that_has_no_meaning_counts_as_missing_and_the_body_is_checked(string members)
    {
        HarSummary summary = await ReadAsync(Entry($$"""{"status":"200",{{members}}}"""));

        Assert.Equal((1, 0, true), (summary.Exchanges, summary.WithoutBody, summary.IsWhole));
        Assert.Equal("[]", Encoding.UTF8.GetString(_exchanges.Single().Body!.Value.Span).TrimStart('\uFEFF'));
        Assert.Empty(_check.Results);
    }

    [Theory]
    [InlineData("""{"mimeType":"application/json","text":"***","encoding":"base64"}""", "says it is base64, and is not")]
    [InlineData("""{"mimeType":"application/json","text":"[=7B=7D]","encoding":"quoted-printable"}""", "is written as 'quoted-printable'")]
    [InlineData("""{"mimeType":"application/json","text":"KLUv/SQC","encoding":"base64"}""", "is compressed as 'zstd', and cannot be decompressed")]
    public async Task A_body_that_cannot_be_read_is_told_and_is_no_difference(string content, string says)
    {
        HarSummary summary =
            await ReadAsync(Entry($$"""{"status":200,"content":{{content}},"headers":[{"name":"Content-Encoding","value":"zstd"}]}"""), Good);

        Assert.StartsWith($"entry 1: the body of the answer from http://h:80/agent {says}", $"{Assert.Single(summary.Problems)}", StringComparison.Ordinal);
        Assert.Equal((2, 1, 0), (summary.Exchanges, summary.WithoutBody, summary.Unreadable));
        Assert.Empty(_check.Results);
    }

    [Theory]
    [InlineData("""{"mimeType":"application/json","text":"not JSON"}""", DriftKinds.NotJson)]
    [InlineData("""{"mimeType":"application/json","text":"true","encoding":"base64"}""", nameof(OpenCode.Core.Json.JsonDriftKind.WrongType))]
    [InlineData("""{"mimeType":"application/json","text":true}""", nameof(OpenCode.Core.Json.JsonDriftKind.WrongType))]
    [InlineData("""{"mimeType":"x-unknown","text":"[]"}""", DriftKinds.ContentType)]
    [InlineData("""{"mimeType":"text/plain","text":"[]","encoding":"base64"}""", DriftKinds.ContentType)]
    public async Task What_a_body_says_is_a_difference_however_it_was_written(string content, string kind)
    {
        HarSummary summary = await ReadAsync(Entry($$"""{"status":200,"content":{{content}}}"""));

        Assert.True(summary.IsWhole);
        Assert.Equal([kind], _check.Results.Select(static d => d.Kind).Distinct());
    }

    [Fact]
    public async Task A_body_without_a_recorded_type_is_taken_for_the_documented_one_and_counted()
    {
        HarSummary summary = await ReadAsync(
            Good,
            Entry("""{"status":200,"content":{"text":"[1]"}}"""),
            """{"request":{"method":"GET","url":"http://h/event"},"response":{"status":200,"content":{"text":"data: {}\n\n"}}}""");

        Assert.Equal((3, 2), (summary.Exchanges, summary.WithoutType));
        Assert.Equal((3, 1), (_check.Answers, _check.Events));
        Assert.Contains(_check.Results, static d => d is { Operation: "app.agents", Pointer: "/*" });
    }

    [Theory]
    [InlineData("base64")]
    [InlineData("")]
    public async Task Events_are_read_also_where_they_are_said_to_be_base64(string encoding)
    {
        await ReadAsync(
            $$$$"""{"request":{"method":"GET","url":"http://h/event"},"response":{"status":200,"content":{"mimeType":"text/event-stream","encoding":"{{{{encoding}}}}","text":"data: {}\n\ndata: {}\n\n"}}}""");

        Assert.Equal(2, _check.Events);
    }

    [Fact]
    public async Task Half_a_character_in_a_text_becomes_a_replacement_character()
    {
        string entry = Entry("""{"status":200,"content":{"mimeType":"text/plain","text":"\ud800 \\ud800 \ud83d\ude00 \udc00\n~"}}""");
        byte[] har = Encoding.UTF8.GetBytes(Har([entry]));
        har[Array.IndexOf(har, (byte)'~')] = 0xFF;
        await File.WriteAllBytesAsync(_folder.PathOf("a.har"), har, TestContext.Current.CancellationToken);

        await ReadFileAsync();

        Assert.Equal("\uFFFD \\ud800 \U0001F600 \uFFFD\n\uFFFD", Encoding.UTF8.GetString(_exchanges.Single().Body!.Value.Span));
    }

    [Theory]
    [InlineData("utf-8", "", true)]
    [InlineData("utf-8", "", false)]
    [InlineData("utf-8", " \r\n\uFEFF\n", true)]
    [InlineData("utf-16", "", true)]
    [InlineData("utf-16", "\n", false)]
    [InlineData("utf-16BE", "", true)]
    [InlineData("utf-16BE", "", false)]
    public async Task A_file_may_be_UTF_16_and_begin_with_a_mark(string encoding, string before, bool hasMark)
    {
        var named = Encoding.GetEncoding(encoding);
        string text = before + Har([.. Enumerable.Repeat(Entry("""{"status":200,"content":{"mimeType":"text/plain","text":"aä€😀"}}"""), 2_000)]);
        byte[] bytes = [.. hasMark ? named.GetPreamble() : [], .. named.GetBytes(text)];
        await File.WriteAllBytesAsync(_folder.PathOf("a.har"), bytes, TestContext.Current.CancellationToken);

        HarSummary summary = await ReadFileAsync();

        Assert.Equal((2_000, true), (summary.Exchanges, summary.IsWhole));
        Assert.All(_exchanges, static e => Assert.Equal("aä€😀", Encoding.UTF8.GetString(e.Body!.Value.Span)));
    }

    [Theory]
    [InlineData("""{"_a":{"log":{"entries":[1]}},"log":{"comment":"\"entries\":[","creator":{"entries":[{}]},"entries":[GOOD],"entries":[GOOD,GOOD]}}""", 3)]
    [InlineData("""{"log":{"version":1.1,"browser":null,"pages":[{"pageTimings":{"onLoad":NaN}}],"entries":[GOOD]},"log2":{"entries":[GOOD]}}""", 1)]
    [InlineData("""{"log":{"entries":[GOOD,],"_x":undefined},"log":{"entries":[GOOD]}}""", 2)]
    public async Task What_stands_beside_the_entries_is_passed_over(string har, int count)
    {
        _folder.Write("a.har", har.Replace("GOOD", Good, StringComparison.Ordinal));

        HarSummary summary = await ReadFileAsync();

        Assert.Equal((count, count, true), (summary.Entries, summary.Exchanges, summary.IsWhole));
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"parent\":", "}")]
    public async Task No_depth_is_too_deep(string open, string close)
    {
        string deep = string.Concat(Enumerable.Repeat(open, 300_000)) + "1" + string.Concat(Enumerable.Repeat(close, 300_000));

        HarSummary summary =
            await ReadAsync(Entry("""{"status":200,"content":{"mimeType":"application/json","text":"[]"}}""", $",\"_initiator\":{deep}"), Good);

        Assert.Equal(new HarSummary(2, 2, 0, 0, 0), summary);
    }

    [Fact]
    public async Task An_entry_that_is_too_long_is_passed_over_without_keeping_it()
    {
        string entry = Entry("""{"status":200}""", $",\"_long\":\"{new string('x', 1_000_000)}\"");
        await using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Har([Good, entry, Good, entry])));

        List<HarStep> steps = [];
        await foreach (HarStep step in new HarEntryReader(stream, "it", longest: 100_000).ReadAsync(TestContext.Current.CancellationToken)) steps.Add(step);

        Assert.Equal([null, "it is longer than 100000 bytes", null, "it is longer than 100000 bytes"], steps.Select(static s => s.Problem));
    }

    private static string Asked(string method, string url) => $$$"""{"request":{"method":"{{{method}}}","url":"{{{url}}}"}}""";

    // With what may stand around it in any shape.
    private static string Entry(string response, string more = "")
        => $$$"""{"startedDateTime":"yesterday","time":"NaN","_priority":[[{}]],"request":{"method":"get","url":"http://h/agent","headers":null,"postData":{"params":[],"text":null},"bodySize":"?"},"response":{{{response}}},"cache":null,"timings":[],"serverIPAddress":7{{{more}}}}""";

    private static string Har(string[] entries) => $$$"""{"log":{"version":"1.2","entries":[{{{string.Join(",", entries)}}}]}}""";

    private Task<HarSummary> ReadAsync(params string[] entries)
    {
        _folder.Write("a.har", Har(entries));
        return ReadFileAsync();
    }

    private Task<HarSummary> ReadFileAsync()
        => HarFile.ReadAsync(
            _folder.PathOf("a.har"),
            null,
            e =>
            {
                _exchanges.Add(e);
                _check.Add(e);
            },
            TestContext.Current.CancellationToken);
}
