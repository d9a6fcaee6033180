using System.Text.Json;
using OpenCode.Verification;
using OpenCode.Verification.Conformance;
using OpenCode.Verification.Har;
using OpenCode.Verification.Judging;
using OpenCode.Verification.Tests.Traffic;
using OpenCode.Verification.Traffic;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Verification.Tests.Conformance;

/// <summary>The command says each difference once, and a script can go by its exit code.</summary>
public sealed class CheckTrafficRunTests : IDisposable
{
    private readonly WorkFolder _folder = new();
    private readonly StringWriter _messages = new();
    private readonly StringWriter _errors = new();

    public void Dispose()
    {
        _folder.Dispose();
        _messages.Dispose();
        _errors.Dispose();
    }

    [Fact]
    public async Task Traffic_as_the_spec_has_it_exits_with_0()
    {
        Assert.Equal(CheckTrafficRun.Held, await RunAsync(Exchanges.Json("GET /command", $"[{Exchanges.Command}]")));
        Assert.Equal("1 answer and 0 events checked: no difference.\n", _messages.ToString());
    }

    [Fact]
    public async Task Known_differences_exit_with_0_and_are_told()
    {
        Assert.Equal(CheckTrafficRun.Held, await RunAsync(Exchanges.Json("GET /command", """[{"name":"a","template":{},"hints":[]}]""")));
        Assert.Contains("1× (known: The template of", _messages.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_difference_exits_with_1_and_is_told_once()
    {
        RecordedExchange wrong = Exchanges.Json("GET /command", """[{"name":1,"template":"b","hints":[]}]""");

        Assert.Equal(CheckTrafficRun.Drifted, await RunAsync(wrong, wrong, Exchanges.Json("GET /new", "{}")));

        Assert.Equal(
            "command.list 200 /*/name: WrongType, expected string, found number 1, 2×\n"
                + "2 answers and 0 events checked, 1 entry passed over (0 of other servers, 1 of other paths, 0 without an answer): 1 difference, 0 of them known.\n",
            _messages.ToString());
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(_folder.PathOf("report.json")));
        Assert.Equal("command.list", report.RootElement.GetProperty("drifts")[0].GetProperty("operation").GetString());
        Assert.Equal(3, report.RootElement.GetProperty("file").GetProperty("entries").GetInt32());
    }

    [Fact]
    public async Task A_file_that_cannot_be_used_exits_with_101_and_one_sentence()
    {
        Assert.Equal(CheckTrafficRun.FilesFailed, await RunAsync("missing.har"));
        Assert.Equal($"There is no file at '{_folder.PathOf("missing.har")}'.\n", _errors.ToString());

        _folder.Write("bad.har", "{");
        Assert.Equal(CheckTrafficRun.FilesFailed, await RunAsync("bad.har"));
        Assert.Equal(CheckTrafficRun.FilesFailed, await RunAsync(Exchanges.Json("GET /page", "{}")));
        Assert.Equal(3, _errors.ToString().Count(static c => c == '\n'));
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_is_the_file_that_is_named_and_what_was_found_is_told_before()
    {
        _folder.Write("file", "");

        Assert.Equal(CheckTrafficRun.FilesFailed, await RunAsync(Record(Exchanges.Json("GET /command", $"[{Exchanges.Command}]")), "file/report.json"));

        Assert.Contains("report.json' could not be written", _errors.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("1 answer", _messages.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_does_not_replace_its_recording()
    {
        string recording = Record(Exchanges.Json("GET /command", $"[{Exchanges.Command}]"));
        string before = _folder.Read(recording);

        Assert.Equal(CheckTrafficRun.FilesFailed, await RunAsync(recording, recording));

        Assert.Contains("is the recording itself", _errors.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, _folder.Read(recording));
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_and_the_rest_is_checked()
    {
        _folder.Write("bad.har", """
            {"log":{"entries":[{"request":{"method":"GET","url":"http://a/command"},"response":{"status":200,
              "content":{"mimeType":"application/json","text":"!","encoding":"base64"}}},
              {"request":{"method":"GET"}},
              {"request":{"method":"GET","url":"http://a/command"},"response":{"status":200,
              "content":{"mimeType":"application/json","text":"[]"}}}]}}
            """);

        Assert.Equal(CheckTrafficRun.Incomplete, await RunAsync("bad.har"));
        Assert.Contains("bad.har': entry 1: the body of the answer from http://a:80/command", _errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("bad.har': entry 2: it has no text 'request.url'.\n", _errors.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            "1 answer and 0 events checked, 1 without a recorded body: status and content type checked only, "
                + "1 entry passed over (0 of other servers, 0 of other paths, 0 without an answer, 1 unreadable): no difference.\n",
            _messages.ToString());
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(_folder.PathOf("report.json")));
        Assert.Equal(1, report.RootElement.GetProperty("answers").GetInt32());
        JsonElement file = report.RootElement.GetProperty("file");
        Assert.Equal((1, 0), (file.GetProperty("unreadable").GetInt32(), file.GetProperty("moreProblems").GetInt32()));
        Assert.Equal([1, 2], file.GetProperty("problems").EnumerateArray().Select(static p => p.GetProperty("entry").GetInt32()));
        Assert.Equal("it has no text 'request.url'", file.GetProperty("problems")[1].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_difference_counts_more_than_what_cannot_be_read()
    {
        _folder.Write("bad.har", """
            {"log":{"entries":[{"request":{"method":"GET","url":"http://a/command"},"response":{"status":418}},{}
            """);

        Assert.Equal(CheckTrafficRun.Drifted, await RunAsync("bad.har"));
    }

    [Fact]
    public async Task Where_a_recording_is_cut_off_is_told_and_what_stands_before_is_checked()
    {
        _folder.Write("bad.har", """
            {"log":{"entries":[{"request":{"method":"GET","url":"http://a/command"},"response":{"status":200,
              "content":{"mimeType":"application/json","text":"[]"}}},{"request":{"method":"GET","url":"http://a/comm
            """);

        Assert.Equal(CheckTrafficRun.Incomplete, await RunAsync("bad.har"));

        Assert.Equal(
            $"'{_folder.PathOf("bad.har")}': it is cut off at line 2, byte 105, after 1 entry. Only what stands before was checked.\n", _errors.ToString());
        Assert.Equal("1 answer and 0 events checked, and what follows is lost: the recording is damaged: no difference.\n", _messages.ToString());
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(_folder.PathOf("report.json")));
        Assert.StartsWith("it is cut off", report.RootElement.GetProperty("file").GetProperty("damage").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recording_with_one_fault_everywhere_does_not_flood_the_terminal()
    {
        string entry =
            """{"request":{"method":"GET","url":"http://a/command"},"response":{"status":200,"content":{"mimeType":"application/json","_file":"a\u001b.json"}}}""";
        _folder.Write("bad.har", $$$"""{"log":{"entries":[{{{string.Join(',', Enumerable.Repeat(entry, 320))}}}]}}""");

        Assert.Equal(CheckTrafficRun.Incomplete, await RunAsync("bad.har"));
        Assert.Equal(21, _errors.ToString().Count(static c => c == '\n'));
        Assert.EndsWith("\n300 more entries or bodies could not be read.\n", _errors.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', _errors.ToString());
    }

    [Fact]
    public async Task The_schemas_judge_when_they_are_asked_and_both_say_who_sees_what()
    {
        string recording = Record(Exchanges.Json("GET /command", """[{"name":"a","template":"b","hints":[],"added":1}]"""));

        Assert.Equal(CheckTrafficRun.Held, await RunAsync(recording));
        Assert.Equal(CheckTrafficRun.Drifted, await RunAsync(recording, judge: TrafficJudge.Schema));
        Assert.Equal(CheckTrafficRun.Drifted, await RunAsync(recording, judge: TrafficJudge.Both));

        Assert.Contains("\ncommand.list 200 /*/added: AddedProperty, expected no such property, found number 1, 1×\n", _messages.ToString(),
            StringComparison.Ordinal);
        Assert.Contains("\nby the schema alone: command.list 200 /*/added: AddedProperty", _messages.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_round_trip_is_counted_when_it_is_asked_for_and_is_no_difference()
    {
        string recording =
            Record(Exchanges.Json("GET /command", $"[{Exchanges.Command}]"),
                Exchanges.Of("GET /event", 200, "text/event-stream", $"data: {Exchanges.SessionIdle}\n\n"));

        Assert.Equal(CheckTrafficRun.Held, await RunAsync(recording, roundTrip: true));

        Assert.EndsWith("1 of 1 responses and 1 of 1 events that the client decodes come back from it as they were.\n", _messages.ToString(),
            StringComparison.Ordinal);
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(_folder.PathOf("report.json")));
        Assert.Equal(1, report.RootElement.GetProperty("roundTrip").GetProperty("events").GetProperty("equal").GetInt32());
    }

    [Fact]
    public async Task A_folder_is_no_recording_and_an_address_is_told_without_its_password()
    {
        Assert.Equal(CheckTrafficRun.FilesFailed, await RunAsync("."));
        Assert.Contains("is a folder", _errors.ToString(), StringComparison.Ordinal);

        string recording = Record(Exchanges.Json("GET /command", "[]"));
        var elsewhere = new CheckTrafficRun { File = new FileInfo(_folder.PathOf(recording)), Base = new Uri("http://me:hunter2@other/x") };
        Assert.Equal(CheckTrafficRun.FilesFailed, await elsewhere.RunAsync(_messages, _errors, TestContext.Current.CancellationToken));
        Assert.Contains("below http://other/x", _errors.ToString(), StringComparison.Ordinal);
    }

    private Task<int> RunAsync(params RecordedExchange[] exchanges) => RunAsync(Record(exchanges));

    private string Record(params RecordedExchange[] exchanges)
    {
        using (var writer = new HarWriter(File.Create(_folder.PathOf("a.har")), new Uri("http://127.0.0.1:4096")))
        {
            foreach (RecordedExchange exchange in exchanges) writer.Add(exchange);
        }

        return "a.har";
    }

    private async Task<int> RunAsync(string file, string report = "report.json", TrafficJudge judge = TrafficJudge.Client, bool roundTrip = false)
    {
        _messages.NewLine = _errors.NewLine = "\n";
        return await new CheckTrafficRun
        {
            File = new FileInfo(_folder.PathOf(file)),
            Json = new FileInfo(_folder.PathOf(report)),
            Judge = judge,
            RoundTrip = roundTrip,
        }.RunAsync(_messages, _errors, TestContext.Current.CancellationToken);
    }
}
