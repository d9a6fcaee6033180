using System.Text;
using OpenCode.Ctl.Bench.Plans;
using OpenCode.Ctl.Bench.Reports;
using OpenCode.Ctl.Bench.Results;
using OpenCode.Ctl.Bench.Running;
using OpenCode.Ctl.Bench.Statistics;
using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Store;

namespace OpenCode.Ctl.Running;

/// <summary>Does benchmarks, and sums them up.</summary>
/// <param name="runner">The servers.</param>
internal sealed class BenchWork(ServerRunner runner)
{
    /// <summary>Does what is missing of a benchmark.</summary>
    /// <returns>The summary, which is also written as a page.</returns>
    public async Task<BenchSummary> RunAsync(BenchPlan plan, OutputFolder folder, BenchExecutionOptions options, CancellationToken cancellationToken)
    {
        await new BenchExecution(runner, plan, folder, options).RunAsync(cancellationToken);
        return SumUp(folder);
    }

    /// <summary>Sums up the results that there are, and writes the page anew.</summary>
    public static BenchSummary SumUp(OutputFolder folder)
    {
        BenchSummary summary = BenchSummary.Of(folder);
        WholeFile.Write(folder.ReportFile, Encoding.UTF8.GetBytes(HtmlReport.Of(summary)));
        return summary;
    }
}
