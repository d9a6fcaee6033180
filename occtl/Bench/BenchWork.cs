using System.Text;
using OpenCode.Ctl.Bench.Plans;
using OpenCode.Ctl.Bench.Reports;
using OpenCode.Ctl.Bench.Results;
using OpenCode.Ctl.Bench.Running;
using OpenCode.Ctl.Bench.Statistics;
using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Store;

namespace OpenCode.Ctl.Bench;

/// <summary>Does benchmarks, sums them up, and compares them.</summary>
/// <param name="runner">The servers.</param>
internal sealed class BenchWork(ServerRunner runner)
{
    /// <summary>Does what is missing of a benchmark.</summary>
    /// <returns>What it has come to, which is also written as a page.</returns>
    /// <exception cref="PlanException">Something in its file cannot be.</exception>
    /// <exception cref="UsageException">The results cannot go where they are to go.</exception>
    public async Task<BenchOutcome> RunAsync(BenchOrder order, CancellationToken cancellationToken)
    {
        (BenchPlan plan, OutputFolder folder) = Read(order);

        // Before hours are spent on what it is to be compared with.
        BenchSummary? earlier = order.Compare is { } other ? BenchSummary.Of(new OutputFolder(other)) : null;
        BenchExecutionOptions options = new(order.Fresh, order.Retry, order.Keep);
        await new BenchExecution(runner, plan, folder, options).RunAsync(cancellationToken);
        BenchSummary summary = SumUp(folder);
        return new BenchOutcome(folder.Root, summary, earlier is null ? null : new BenchComparison(earlier, summary));
    }

    /// <summary>Checks a benchmark, and says what it would do.</summary>
    /// <exception cref="PlanException">Something in its file cannot be.</exception>
    /// <exception cref="UsageException">The results cannot go where they are to go.</exception>
    public static BenchForecast Forecast(BenchOrder order)
    {
        (BenchPlan plan, OutputFolder folder) = Read(order);
        if (order.Compare is { } other) _ = BenchSummary.Of(new OutputFolder(other));
        int missing = BenchExecution.Missing(plan, order.Fresh ? [] : ResultsFile.Read(folder.ResultsFile), order.Retry).Count;
        return new BenchForecast(plan.Models.Count, plan.Tasks.Count, plan.Repeats, plan.Runs.Count, missing, folder.Root);
    }

    /// <summary>Sums up the results in a folder, and writes its page anew.</summary>
    /// <exception cref="NotFoundException">It has none.</exception>
    public static BenchSummary SumUp(string folder) => SumUp(new OutputFolder(folder));

    /// <summary>Compares the results in two folders.</summary>
    /// <exception cref="NotFoundException">One has none.</exception>
    public static BenchComparison Compare(string before, string after)
    {
        BenchSummary earlier = BenchSummary.Of(new OutputFolder(before));
        return new BenchComparison(earlier, BenchSummary.Of(new OutputFolder(after)));
    }

    private static (BenchPlan Plan, OutputFolder Folder) Read(BenchOrder order)
    {
        BenchPlan plan = PlanReader.Read(order.File);
        plan = plan with { Repeats = order.Repeats ?? plan.Repeats, Concurrency = order.Concurrency ?? plan.Concurrency };
        OutputFolder folder = new(order.Output ?? Path.ChangeExtension(plan.File, ".results"));
        RefuseInside(plan, folder);
        return (plan, folder);
    }

    // Each run would copy the results of all before it.
    private static void RefuseInside(BenchPlan plan, OutputFolder folder)
    {
        foreach (BenchTask task in plan.Tasks.Where(static t => t.Directory is not null))
        {
            if ($"{folder.Root}{Path.DirectorySeparatorChar}".StartsWith($"{task.Directory}{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
                throw new UsageException($"The results would be written into '{task.Directory}', which task '{task.Id}' copies; choose a folder outside of it with --output.");
        }
    }

    private static BenchSummary SumUp(OutputFolder folder)
    {
        BenchSummary summary = BenchSummary.Of(folder);
        WholeFile.Write(folder.ReportFile, Encoding.UTF8.GetBytes(HtmlReport.Of(summary)));
        return summary;
    }
}
