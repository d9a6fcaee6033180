using OpenCode.Ctl.Bench.Statistics;

namespace OpenCode.Ctl.Bench.Reports;

/// <summary>A page to look at.</summary>
internal static class HtmlReport
{
    public static string Of(BenchSummary summary) => summary.Record.Name;

    public static string Of(BenchComparison comparison) => comparison.After.Record.Name;
}
