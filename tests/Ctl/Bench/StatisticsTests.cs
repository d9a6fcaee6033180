using OpenCode.Ctl.Bench.Results;
using OpenCode.Ctl.Bench.Statistics;

namespace OpenCode.Ctl.Tests.Bench;

public sealed class StatisticsTests
{
    [Theory]
    [InlineData(new double[] { 5 }, 5, 5, 5)]
    [InlineData(new double[] { 1, 2 }, 1.25, 1.5, 1.75)]
    [InlineData(new double[] { 5, 1, 4, 2, 3 }, 2, 3, 4)]
    [InlineData(new double[] { 1, 2, 3, 4, 5, 6, 7, 8 }, 2.75, 4.5, 6.25)]
    public void Quartiles_are_those_of_a_spreadsheet(double[] values, double low, double median, double high)
        => Assert.Equal(new Spread(values.Length, low, median, high), Spread.Of(values));

    [Fact]
    public void Nothing_has_no_spread() => Assert.Null(Spread.Of([]));

    // The values are those of R: wilcox.test(exact = TRUE), and fisher.test for ones and zeros.
    [Theory]
    [InlineData(new double[] { 1, 2, 3, 4, 5 }, new double[] { 6, 7, 8, 9, 10 }, 0.007937)]
    [InlineData(new double[] { 1, 2, 3, 5 }, new double[] { 4, 6, 7, 8 }, 0.057143)]
    [InlineData(new double[] { 1, 3, 5 }, new double[] { 2, 4, 6 }, 0.7)]
    [InlineData(new double[] { 1, 1, 1, 1, 1 }, new double[] { 0, 0, 0, 0, 0 }, 0.007937)]
    [InlineData(new double[] { 1, 1, 1, 1, 1 }, new double[] { 0, 0, 0, 0, 1 }, 0.047619)]
    [InlineData(new double[] { 1, 1, 1, 1 }, new double[] { 1, 1, 1, 1 }, 1)]
    [InlineData(new double[] { }, new double[] { 1 }, 1)]
    public void The_chance_of_a_difference_is_counted(double[] first, double[] second, double chance)
    {
        Assert.Equal(chance, RankTest.Chance(first, second), 5);
        Assert.Equal(chance, RankTest.Chance(second, first), 5);
    }

    [Fact]
    public void For_many_values_the_normal_distribution_says_nearly_what_counting_does()
    {
        double[] first = [.. Enumerable.Range(0, 30).Select(static i => (double)(i * 7 % 40))];
        double[] second = [.. Enumerable.Range(0, 30).Select(static i => (double)(i * 11 % 40) + 5)];
        double counted = RankTest.Chance(first, second);
        double nearly = RankTest.Chance([.. first, 20], [.. second, 24]);

        Assert.InRange(nearly, counted * 0.8, counted * 1.2);
    }

    [Fact]
    public void A_rate_may_be_what_Wilson_says()
    {
        Assert.Equal(0.4, new PassRate(2, 5).Rate);
        Assert.Equal(0.1176, new PassRate(2, 5).Interval.Low, 4);
        Assert.Equal(0.7693, new PassRate(2, 5).Interval.High, 4);
        Assert.Equal((0d, 1d), new PassRate(0, 0).Interval);
        Assert.Equal(1, new PassRate(5, 5).Interval.High, 9);
    }

    [Fact]
    public void A_summary_measures_what_completed_and_counts_what_passed()
    {
        BenchSummary summary = BenchSamples.Summary(
            BenchSamples.Result(total: 10), BenchSamples.Result(repeat: 2, total: 20, passes: false), BenchSamples.Result(repeat: 3, total: 0.1, outcome: "model_error"));
        BenchCell cell = Assert.Single(summary.Cells);

        Assert.Equal(new PassRate(1, 3), cell.Passed);
        Assert.Equal(new Spread(2, 12.5, 15, 17.5), cell.Of(Measure.Total));
        Assert.Equal(132, cell.Of(Measure.Tokens)!.Median);
        Assert.Equal(0.15m, summary.Money);
    }

    [Fact]
    public void A_difference_is_claimed_where_the_middle_halves_are_apart_and_chance_would_hardly_do_it()
    {
        BenchComparison comparison = Compare([10, 11, 12, 13, 14], [20, 21, 22, 23, 24]);

        Assert.Equal(Verdict.Worse, VerdictOf(comparison, Measure.Total));
        Assert.Equal(Verdict.Better, VerdictOf(Compare([20, 21, 22, 23, 24], [10, 11, 12, 13, 14]), Measure.Total));
        Assert.Equal(Verdict.NoDifference, VerdictOf(comparison, Measure.Money));
    }

    [Fact]
    public void None_is_claimed_where_the_middle_halves_overlap()
        => Assert.Equal(Verdict.NoDifference, VerdictOf(Compare([10, 11, 12, 13, 20], [12, 13, 14, 15, 16]), Measure.Total));

    [Fact]
    public void None_is_claimed_where_the_middle_halves_are_apart_and_chance_does_that_every_second_time()
        => Assert.Equal(Verdict.NoDifference, VerdictOf(Compare([1, 2, 3, 4, 9], [0, 5, 6, 7, 8]), Measure.Total));

    [Fact]
    public void Three_runs_say_nothing()
        => Assert.All(Compare([1, 2, 3], [10, 20, 30]).Rows, static r => Assert.Equal(Verdict.TooFew, r.Verdict));

    [Fact]
    public void Passes_are_compared_by_the_exact_test()
    {
        BenchSummary all = BenchSamples.Summary([.. Enumerable.Range(1, 5).Select(static i => BenchSamples.Result(repeat: i))]);
        BenchSummary none = BenchSamples.Summary([.. Enumerable.Range(1, 5).Select(static i => BenchSamples.Result(repeat: i, passes: false))]);
        BenchSummary most = BenchSamples.Summary([.. Enumerable.Range(1, 5).Select(static i => BenchSamples.Result(repeat: i, passes: i > 2))]);

        Assert.Equal(Verdict.Better, VerdictOf(new BenchComparison(none, all), null));
        Assert.Equal(Verdict.Worse, VerdictOf(new BenchComparison(all, none), null));
        Assert.Equal(Verdict.NoDifference, VerdictOf(new BenchComparison(all, most), null));
    }

    [Fact]
    public void What_only_one_of_two_has_is_named_and_not_compared()
    {
        BenchComparison comparison = new(
            BenchSamples.Summary(BenchSamples.Result(), BenchSamples.Result("a/old")), BenchSamples.Summary(BenchSamples.Result(), BenchSamples.Result(task: "new")));

        Assert.Equal(["model 'a/old'"], comparison.OnlyBefore);
        Assert.Equal(["task 'new'"], comparison.OnlyAfter);
        Assert.All(comparison.Rows, static r => Assert.Equal("a/one", r.Cell.Model));
    }

    private static BenchComparison Compare(double[] before, double[] after) => new(Summary(before), Summary(after));

    private static BenchSummary Summary(double[] totals)
        => BenchSamples.Summary([.. totals.Select(static (t, i) => BenchSamples.Result(repeat: i + 1, total: t))]);

    private static Verdict VerdictOf(BenchComparison comparison, Measure? measure) => comparison.Rows.First(r => r.Measure == measure).Verdict;
}
