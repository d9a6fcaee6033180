using System.Text.Json;
using OpenCode.Verification;
using Xunit;

namespace OpenCode.Client.Tests.Verification.Conformance;

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
        Assert.Equal("1 answers and 0 events checked: no difference.\n", _messages.ToString());
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
                + "2 answers and 0 events checked, 1 entries passed over (0 of other servers, 1 of other paths, 0 without an answer): 1 differences, 0 of them known.\n",
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

    private async Task<int> RunAsync(params RecordedExchange[] exchanges)
    {
        using (var writer = new HarWriter(File.Create(_folder.PathOf("a.har")), new Uri("http://127.0.0.1:4096")))
        {
            foreach (RecordedExchange exchange in exchanges)
                writer.Add(exchange);
        }

        return await RunAsync("a.har");
    }

    private async Task<int> RunAsync(string file)
    {
        _messages.NewLine = _errors.NewLine = "\n";
        return await new CheckTrafficRun { File = new FileInfo(_folder.PathOf(file)), Json = new FileInfo(_folder.PathOf("report.json")) }
            .RunAsync(_messages, _errors, TestContext.Current.CancellationToken);
    }
}
