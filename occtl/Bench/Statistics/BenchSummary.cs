using OpenCode.Ctl.Bench.Results;
using OpenCode.Ctl.Servers;

namespace OpenCode.Ctl.Bench.Statistics;

/// <summary>What the runs of one benchmark came to.</summary>
internal sealed class BenchSummary
{
    private BenchSummary(BenchRecord record, IReadOnlyList<RunResult> results)
    {
        (Record, Results) = (record, results);
        Models = [.. record.Models.Select(m => new BenchCell(m, null, [.. results.Where(r => r.Model == m)]))];
        Cells =
        [
            .. from task in record.Tasks
               from model in record.Models
               select new BenchCell(model, task, [.. results.Where(r => r.Model == model && r.Task == task)]),
        ];
    }

    public BenchRecord Record { get; }

    public IReadOnlyList<RunResult> Results { get; }

    /// <summary>A line for each model.</summary>
    public IReadOnlyList<BenchCell> Models { get; }

    /// <summary>A line for each model and task, those of a task together.</summary>
    public IReadOnlyList<BenchCell> Cells { get; }

    /// <summary>How many runs the benchmark has.</summary>
    public int Planned => Record.Models.Count * Record.Tasks.Count * Record.Repeats;

    public decimal Money => Results.Sum(static r => r.Money);

    public PassRate Passed => new(Results.Count(static r => r.Passed), Results.Count);

    /// <summary>Runs that say nothing of their model.</summary>
    public int NotTheModels => Results.Count(static r => RunOutcome.IsNotTheModels(r.Outcome));

    public static BenchSummary Of(BenchRecord record, IReadOnlyList<RunResult> results)
    {
        HashSet<string> models = [.. record.Models], tasks = [.. record.Tasks];
        return new BenchSummary(record, [.. results.Where(r => models.Contains(r.Model) && tasks.Contains(r.Task) && r.Repeat <= record.Repeats)]);
    }

    /// <summary>That of a folder.</summary>
    /// <exception cref="NotFoundException">It has none.</exception>
    public static BenchSummary Of(OutputFolder folder)
    {
        BenchRecord record = BenchRecord.Read(folder.RecordFile)
            ?? throw new NotFoundException($"'{folder.Root}' has no benchmark; name a folder that 'occtl bench' has written.");
        return Of(record, ResultsFile.Read(folder.ResultsFile));
    }
}

/// <summary>The runs of a model, of all tasks or of one.</summary>
internal sealed class BenchCell(string model, string? task, IReadOnlyList<RunResult> results)
{
    public string Model => model;

    /// <summary>Null for all tasks.</summary>
    public string? Task => task;

    public IReadOnlyList<RunResult> Results => results;

    public PassRate Passed { get; } = new(results.Count(static r => r.Passed), results.Count);

    public decimal Money { get; } = results.Sum(static r => r.Money);

    public Spread? Of(Measure measure) => Spread.Of(measure.Values(results));
}
