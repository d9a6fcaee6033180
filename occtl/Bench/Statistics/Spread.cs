namespace OpenCode.Ctl.Bench.Statistics;

/// <summary>The middle of some values, and between what the middle half of them lies.</summary>
/// <param name="Count">How many values there are.</param>
/// <param name="Low">The first quartile.</param>
/// <param name="Median">The median.</param>
/// <param name="High">The third quartile.</param>
internal sealed record Spread(int Count, double Low, double Median, double High)
{
    /// <summary>That of some values; null for none.</summary>
    public static Spread? Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? null : new Spread(sorted.Length, Quantile(sorted, 0.25), Quantile(sorted, 0.5), Quantile(sorted, 0.75));
    }

    /// <summary>Whether the middle halves have something in common.</summary>
    public bool Overlaps(Spread other) => Low <= other.High && other.Low <= High;

    // Between two values on a straight line, as spreadsheets and R do it.
    private static double Quantile(double[] sorted, double part)
    {
        double place = part * (sorted.Length - 1);
        int below = (int)Math.Floor(place);
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
