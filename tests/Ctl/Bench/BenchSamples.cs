using OpenCode.Ctl.Bench.Plans;
using OpenCode.Ctl.Bench.Results;
using OpenCode.Ctl.Bench.Statistics;

namespace OpenCode.Ctl.Tests.Bench;

/// <summary>Benchmarks and results for tests.</summary>
internal static class BenchSamples
{
    public static BenchPlan Plan(string file, int repeats = 2) => PlanReader.Read(
        file, $$"""{ "name": "Sample", "models": ["a/one", "a/two"], "tasks": [{ "id": "x", "prompt": "X" }, { "id": "y", "prompt": "Y" }], "repeats": {{repeats}} }""");

    public static RunResult Result(
        string model = "a/one", string task = "x", int repeat = 1, bool passes = true, double total = 10, string outcome = RunOutcome.Completed) => new()
        {
            Run = $"{model.Replace('/', '-')}--{task}--{repeat}",
            Model = model,
            Task = task,
            Repeat = repeat,
            StartedAt = new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero),
            Server = "oc-1",
            Session = "ses_1",
            Outcome = outcome,
            FirstTokenSeconds = total / 10,
            TotalSeconds = total,
            Tokens = new RunTokens(100, 20, 3, 4, 5),
            Money = 0.05m,
            Files = [new RunFile("a b.txt", 3, 1)],
            Checks = [new RunCheck("test -f a", passes ? 0 : 1, passes ? "" : "no such file")],
        };

    public static BenchSummary Summary(params RunResult[] results) => BenchSummary.Of(
        new BenchRecord
        {
            Name = "Sample",
            CreatedAt = new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero),
            Models = [.. results.Select(static r => r.Model).Distinct()],
            Tasks = [.. results.Select(static r => r.Task).Distinct()],
            Repeats = 1000,
            Fingerprint = new Dictionary<string, string>(),
        },
        results);
}
