using OpenCode.Ctl.Bench.Plans;
using OpenCode.Ctl.Bench.Results;
using OpenCode.Ctl.Bench.Running;
using OpenCode.Ctl.Store;
using OpenCode.Workbench;

namespace OpenCode.Ctl.Tests.Bench;

public sealed class ResumeTests : IDisposable
{
    private static readonly DateTimeOffset _now = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    private readonly WorkFolder _folder = new();

    private OutputFolder Output => new(_folder.PathOf("results"));

    [Fact]
    public void A_result_is_read_as_it_was_written()
    {
        RunResult result = BenchSamples.Result(passes: false) with { Error = "a\nb \"c\" ü", Session = null };
        RunResult read = RunResult.FromJson(result.ToJson());

        Assert.Equal(result.ToJson().ToJsonString(), read.ToJson().ToJsonString());
        Assert.False(read.Passed);
    }

    [Fact]
    public void Half_a_line_is_cut_off_and_its_run_done_again()
    {
        Append(BenchSamples.Result(), BenchSamples.Result("a/two"));
        File.AppendAllText(Output.ResultsFile, """{"run":"a-one--y--1","mod""");
        Assert.Equal(6, Missing().Count);
        Append(BenchSamples.Result(task: "y"));

        Assert.Equal(["a-one--x--1", "a-two--x--1", "a-one--y--1"], ResultsFile.Read(Output.ResultsFile).Select(static r => r.Run));
        Assert.Equal(5, Missing().Count);
    }

    [Fact]
    public void A_file_that_is_half_a_line_is_empty()
    {
        Directory.CreateDirectory(Output.Root);
        File.WriteAllText(Output.ResultsFile, """{"run":""");
        Append();

        Assert.Equal("", File.ReadAllText(Output.ResultsFile));
    }

    [Fact]
    public void A_whole_line_that_is_no_result_is_told_with_its_number()
    {
        Append(BenchSamples.Result());
        File.AppendAllText(Output.ResultsFile, "{}\n");

        Assert.Contains("Line 2 of", Assert.Throws<StoreException>(() => ResultsFile.Read(Output.ResultsFile)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_result_of_a_run_counts()
    {
        Append(BenchSamples.Result(passes: false), BenchSamples.Result());

        Assert.True(Assert.Single(ResultsFile.Read(Output.ResultsFile)).Passed);
    }

    [Theory]
    [InlineData("server_gone", true)]
    [InlineData("setup_failed", true)]
    [InlineData("error", true)]
    [InlineData("model_error", false)]
    [InlineData("limit_reached", false)]
    public void What_is_not_the_models_is_done_again_when_asked_for(string outcome, bool again)
    {
        Append(BenchSamples.Result(outcome: outcome));
        IReadOnlyList<RunResult> results = ResultsFile.Read(Output.ResultsFile);
        BenchPlan plan = Plan();

        Assert.Equal(7, BenchExecution.Missing(plan, results, retry: false).Count);
        Assert.Equal(again ? 8 : 7, BenchExecution.Missing(plan, results, retry: true).Count);
    }

    [Fact]
    public void More_repeats_are_the_same_benchmark()
    {
        Prepare(Plan());
        Append(BenchSamples.Result());
        Prepare(Plan() with { Repeats = 3, Concurrency = 9, Servers = new BenchServers { Count = 4 } });

        Assert.Equal(11, BenchExecution.Missing(Plan() with { Repeats = 3 }, ResultsFile.Read(Output.ResultsFile), retry: false).Count);
    }

    [Fact]
    public void Another_benchmark_is_refused_and_what_changed_is_named()
    {
        Prepare(Plan());
        BenchPlan other = Plan() with { Tasks = [Plan().Tasks[0], Plan().Tasks[1] with { Setup = "true" }] };

        UsageException exception = Assert.Throws<UsageException>(() => Prepare(other));
        Assert.Contains("task 'y' changed", exception.Message, StringComparison.Ordinal);
        Assert.Contains("--fresh", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_file_in_a_copied_folder_makes_another_benchmark()
    {
        _folder.Write("shop/src/a.txt", "one");
        BenchPlan plan = Plan() with { Tasks = [Plan().Tasks[0] with { Directory = _folder.PathOf("shop") }, Plan().Tasks[1]] };
        IReadOnlyDictionary<string, string> before = Fingerprint.Of(plan);
        _folder.Write("shop/src/a.txt", "two");

        Assert.Equal(["task 'x'"], Fingerprint.Differences(before, Fingerprint.Of(plan)));
    }

    [Fact]
    public void Settings_that_OpenCode_has_completed_are_the_same()
    {
        _folder.Write("opencode.json", """{ "share": "disabled" }""");
        BenchPlan plan = Plan() with { Servers = new BenchServers { Config = _folder.PathOf("opencode.json") } };
        IReadOnlyDictionary<string, string> before = Fingerprint.Of(plan);
        _folder.Write("opencode.json", "{\n  \"$schema\": \"https://opencode.ai/config.json\", \"share\": \"disabled\" }");

        Assert.Empty(Fingerprint.Differences(before, Fingerprint.Of(plan)));
        _folder.Write("opencode.json", """{ "share": "auto" }""");
        Assert.Equal(["servers"], Fingerprint.Differences(before, Fingerprint.Of(plan)));
    }

    [Fact]
    public void Fresh_puts_results_aside_and_keeps_them()
    {
        Prepare(Plan());
        Append(BenchSamples.Result());
        Output.Prepare(Plan() with { Tasks = [Plan().Tasks[0]] }, fresh: true, _now);

        Assert.Empty(ResultsFile.Read(Output.ResultsFile));
        Assert.Single(ResultsFile.Read(Path.Combine(Output.Root, "before-20261127-120000-000", "results.jsonl")));
    }

    [Fact]
    public void Only_one_command_works_in_a_folder()
    {
        using IDisposable taken = Output.Take();

        Assert.Contains("Another 'occtl bench' works in", Assert.Throws<StoreException>(Output.Take).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private BenchPlan Plan() => BenchSamples.Plan(_folder.PathOf("bench.json"));

    private IReadOnlyList<BenchRun> Missing() => BenchExecution.Missing(Plan(), ResultsFile.Read(Output.ResultsFile), retry: false);

    private void Prepare(BenchPlan plan)
    {
        using IDisposable taken = Output.Take();
        Output.Prepare(plan, fresh: false, _now);
    }

    private void Append(params RunResult[] results)
    {
        Directory.CreateDirectory(Output.Root);
        using ResultsFile file = ResultsFile.Open(Output.ResultsFile);
        foreach (RunResult result in results) file.Append(result);
    }
}
