namespace OpenCode.Ctl.Bench.Statistics;

/// <summary>How many of some runs passed.</summary>
internal readonly record struct PassRate(int Passed, int Total)
{
    // For 95 %.
    private const double Z = 1.959964;

    public double Rate => Total == 0 ? 0 : (double)Passed / Total;

    /// <summary>Between what the rate may be, were there any number of runs: Wilson's interval for 95 %.</summary>
    public (double Low, double High) Interval
    {
        get
        {
            if (Total == 0) return (0, 1);
            double n = Total, square = Z * Z;
            double middle = (Rate + (square / (2 * n))) / (1 + (square / n));
            double half = Z / (1 + (square / n)) * Math.Sqrt((Rate * (1 - Rate) / n) + (square / (4 * n * n)));
            return (Math.Max(0, middle - half), Math.Min(1, middle + half));
        }
    }
}
