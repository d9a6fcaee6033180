using OpenCode.Ctl.Bench.Results;

namespace OpenCode.Ctl.Bench.Statistics;

/// <summary>
/// Two benchmarks side by side. A difference is claimed only where chance alone would hardly make it: where the middle halves of the values do not overlap, and
/// the rank test says 5 % or less; for passes, where the test does.
/// </summary>
internal sealed class BenchComparison
{
    /// <summary>How likely a difference may be chance, to be claimed all the same.</summary>
    public const double MostChance = 0.05;

    // With fewer, no difference whatever could be claimed.
    private const int FewestRuns = 4;

    public BenchComparison(BenchSummary before, BenchSummary after)
    {
        (Before, After) = (before, after);
        Dictionary<(string, string?), BenchCell> old = before.Models.Concat(before.Cells).ToDictionary(static c => (c.Model, c.Task));
        Rows = [.. after.Models.Concat(after.Cells).Where(c => old.ContainsKey((c.Model, c.Task))).SelectMany(c => Compare(old[(c.Model, c.Task)], c))];
        OnlyBefore = [.. Names(before).Except(Names(after))];
        OnlyAfter = [.. Names(after).Except(Names(before))];
    }

    public BenchSummary Before { get; }

    public BenchSummary After { get; }

    public IReadOnlyList<ComparisonRow> Rows { get; }

    /// <summary>Models and tasks that only the first one has.</summary>
    public IReadOnlyList<string> OnlyBefore { get; }

    /// <summary>Models and tasks that only the second one has.</summary>
    public IReadOnlyList<string> OnlyAfter { get; }

    /// <summary>Tasks that both have, and that ask for something else by now.</summary>
    public IReadOnlyList<string> ChangedTasks
        => [.. After.Record.Tasks.Intersect(Before.Record.Tasks).Where(t => FingerprintOf(Before, t) != FingerprintOf(After, t))];

    /// <summary>What is claimed.</summary>
    public IEnumerable<ComparisonRow> Claims => Rows.Where(static r => r.Verdict is Verdict.Better or Verdict.Worse);

    /// <summary>How many comparisons could have been claims.</summary>
    public int Judged => Rows.Count(static r => r.Verdict != Verdict.TooFew);

    private static IEnumerable<string> Names(BenchSummary summary)
        => summary.Record.Models.Select(static m => $"model '{m}'").Concat(summary.Record.Tasks.Select(static t => $"task '{t}'"));

    private static string? FingerprintOf(BenchSummary summary, string task) => summary.Record.Fingerprint.GetValueOrDefault($"task '{task}'");

    private static IEnumerable<ComparisonRow> Compare(BenchCell before, BenchCell after)
    {
        double[] passesBefore = Passes(before), passesAfter = Passes(after);
        double chance = RankTest.Chance(passesBefore, passesAfter);
        Verdict verdict = passesBefore.Length < FewestRuns || passesAfter.Length < FewestRuns ? Verdict.TooFew
            : chance > MostChance ? Verdict.NoDifference
            : after.Passed.Rate > before.Passed.Rate ? Verdict.Better : Verdict.Worse;
        yield return new ComparisonRow(after, before, null, null, null, chance, verdict);
        foreach (Measure measure in Measure.All)
        {
            double[] old = measure.Values(before.Results), now = measure.Values(after.Results);
            yield return new ComparisonRow(after, before, measure, Spread.Of(old), Spread.Of(now), RankTest.Chance(old, now), Judge(old, now));
        }
    }

    private static Verdict Judge(double[] before, double[] after)
    {
        if (before.Length < FewestRuns || after.Length < FewestRuns) return Verdict.TooFew;
        Spread old = Spread.Of(before)!, now = Spread.Of(after)!;
        if (old.Overlaps(now) || RankTest.Chance(before, after) > MostChance) return Verdict.NoDifference;
        return now.Median < old.Median ? Verdict.Better : Verdict.Worse;
    }

    private static double[] Passes(BenchCell cell) => [.. cell.Results.Select(static r => r.Passed ? 1d : 0d)];
}

/// <summary>One figure of a model, then and now.</summary>
/// <param name="Cell">The runs now.</param>
/// <param name="Earlier">The runs then.</param>
/// <param name="Measure">What is compared; null for passes.</param>
/// <param name="Before">Then; null where nothing could be measured.</param>
/// <param name="After">Now.</param>
/// <param name="Chance">How likely chance alone makes as much of a difference.</param>
/// <param name="Verdict">What can be said.</param>
internal sealed record ComparisonRow(BenchCell Cell, BenchCell Earlier, Measure? Measure, Spread? Before, Spread? After, double Chance, Verdict Verdict);
