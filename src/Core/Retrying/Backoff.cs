namespace OpenCode.Core.Retrying;

/// <summary>How long to wait before trying again: twice as long after each failure up to a limit, and at random between half of that and all of it.</summary>
/// <remarks>The random half spreads out clients that lost the same server at the same moment. Safe for use by many threads when its source of randomness
/// is.</remarks>
/// <param name="first">The full wait after the first failure.</param>
/// <param name="longest">The longest wait.</param>
/// <param name="random">The source of randomness; null for the shared one.</param>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, Random? random = null)
{
    // Beyond this a doubling changes nothing: a tick doubled so often is longer than any wait.
    private const int MostDoublings = 62;

    private readonly Random _random = random ?? Random.Shared;

    /// <summary>The wait without its randomness.</summary>
    /// <param name="failures">How many tries have failed, at least 1.</param>
    public TimeSpan Full(int failures)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);

        // As a number with a fraction the product cannot overflow.
        double ticks = first.Ticks * Math.Pow(2, Math.Min(failures - 1, MostDoublings));
        return ticks < longest.Ticks ? TimeSpan.FromTicks((long)ticks) : longest;
    }

    /// <summary>The wait.</summary>
    /// <param name="failures">How many tries have failed, at least 1.</param>
    public TimeSpan Next(int failures)
    {
        TimeSpan full = Full(failures);
        return (full / 2) + (full / 2 * _random.NextDouble());
    }
}
