namespace OpenCode.Ctl.Bench.Statistics;

/// <summary>
/// The test of Mann and Whitney: how likely two groups of values differ by chance as much as they do. It asks nothing of how values are distributed. For passes
/// and failures, as ones and zeros, it is Fisher's exact test.
/// </summary>
internal static class RankTest
{
    // Up to here every way to divide the values is counted; beyond, the normal distribution is as good.
    private const int MostCounted = 60;

    /// <summary>The chance, between 0 and 1; 1 where one group is empty.</summary>
    public static double Chance(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        int n = first.Count, m = second.Count;
        if (n == 0 || m == 0) return 1;
        (double Value, bool IsFirst)[] all
            = [.. first.Select(static v => (v, true)).Concat(second.Select(static v => (v, false))).OrderBy(static v => v.Item1)];

        // Twice the rank: equal values share the middle of their ranks, which may be a half.
        int[] ranks = new int[all.Length];
        double ties = 0;
        for (int begin = 0, end; begin < all.Length; begin = end)
        {
            for (end = begin + 1; end < all.Length && all[end].Value.Equals(all[begin].Value); end++)
            {
                // Only the end of the equal ones is looked for.
            }

            for (int i = begin; i < end; i++) ranks[i] = begin + end + 1;
            double equal = end - begin;
            ties += (equal * equal * equal) - equal;
        }

        int sum = 0;
        for (int i = 0; i < all.Length; i++) sum += all[i].IsFirst ? ranks[i] : 0;
        return all.Length <= MostCounted ? Counted(ranks, n, sum) : Normal(n, m, sum, ties);
    }

    // ways[k, s]: how many choices of k values have the ranks' sum s.
    private static double Counted(int[] ranks, int n, int sum)
    {
        int most = ranks.Sum();
        double[,] ways = new double[n + 1, most + 1];
        ways[0, 0] = 1;
        for (int i = 0; i < ranks.Length; i++)
        {
            for (int k = Math.Min(i + 1, n); k >= 1; k--)
            {
                for (int s = most; s >= ranks[i]; s--) ways[k, s] += ways[k - 1, s - ranks[i]];
            }
        }

        double middle = (double)most * n / ranks.Length;
        double distance = Math.Abs(sum - middle) - 1e-9;
        double all = 0, extreme = 0;
        for (int s = 0; s <= most; s++)
        {
            all += ways[n, s];
            if (Math.Abs(s - middle) >= distance) extreme += ways[n, s];
        }

        return extreme / all;
    }

    private static double Normal(int n, int m, int sum, double ties)
    {
        double total = n + m;
        double expected = n * (total + 1);
        double variance = n * m / 3d * (total + 1 - (ties / (total * (total - 1))));
        if (variance <= 0) return 1;
        double z = Math.Max(0, Math.Abs(sum - expected) - 1) / Math.Sqrt(variance);
        return Math.Clamp(Erfc(z / Math.Sqrt(2)), 0, 1);
    }

    // Numerical Recipes' approximation, good to seven digits.
    private static double Erfc(double x)
    {
        double t = 1 / (1 + (0.5 * x));
        double[] factors = [-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277];
        double sum = 0;
        for (int i = factors.Length - 1; i >= 0; i--) sum = (sum * t) + factors[i];
        return t * Math.Exp((-x * x) + sum);
    }
}
