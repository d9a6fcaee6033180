using System.Globalization;
using OpenCode.Ctl.Bench.Statistics;

namespace OpenCode.Ctl.Bench.Reports;

/// <summary>What has to be known to read the figures rightly.</summary>
internal static class Notes
{
    public const string Reading =
        "Times, tokens and money are medians of completed runs, with the first and third quartile where those differ. Money and tokens include sub-agents.";

    public static string Of(BenchSummary summary)
    {
        string done = summary.Results.Count == summary.Planned ? $"{summary.Planned} runs" : $"{summary.Results.Count} of {summary.Planned} runs";
        string rest = summary.NotTheModels == 0 ? "" : $" {summary.NotTheModels} ended for reasons that are not the model's; '--retry' does them again.";
        return $"{done}, {summary.Passed.Passed} passed, {Figures.Money((double)summary.Money)} in all.{rest}";
    }

    /// <summary>What chance does to so many comparisons.</summary>
    public static IEnumerable<string> Of(BenchComparison comparison)
    {
        yield return
            "A difference is claimed only where the middle halves of the values do not overlap and the rank test gives it a chance of 5 % or less; for passes, where the test alone does.";
        if (comparison.Judged > 0)
        {
            string expected = (comparison.Judged * BenchComparison.MostChance).ToString("0.#", CultureInfo.InvariantCulture);
            yield return $"{comparison.Judged} figures were compared: without any difference at all, chance would make up to {expected} claims.";
        }

        if (comparison.Rows.Any(static r => r.Verdict == Verdict.TooFew)) yield return "Fewer than four completed runs on a side say nothing.";
        if (comparison.ChangedTasks.Count > 0) yield return $"Not the same any more, so that differences may come from there: {string.Join(", ", comparison.ChangedTasks)}.";
        if (comparison.OnlyBefore.Count > 0) yield return $"Only before: {string.Join(", ", comparison.OnlyBefore)}.";
        if (comparison.OnlyAfter.Count > 0) yield return $"Only after: {string.Join(", ", comparison.OnlyAfter)}.";
    }
}
