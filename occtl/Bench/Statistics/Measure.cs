using OpenCode.Ctl.Bench.Results;

namespace OpenCode.Ctl.Bench.Statistics;

/// <summary>Something that is measured of a run.</summary>
/// <param name="Key">What it is called where programs read it.</param>
/// <param name="Name">What it is called where people read it.</param>
/// <param name="Of">Reads it; null where a run has none.</param>
internal sealed record Measure(string Key, string Name, Func<RunResult, double?> Of)
{
    public static Measure FirstToken { get; } = new("first_token_seconds", "first token", static r => r.FirstTokenSeconds);

    public static Measure Total { get; } = new("total_seconds", "total", static r => r.TotalSeconds);

    public static Measure Tokens { get; } = new("tokens", "tokens", static r => r.Tokens.Total);

    public static Measure Money { get; } = new("money", "money", static r => (double)r.Money);

    /// <summary>All of them; less is better with each.</summary>
    public static IReadOnlyList<Measure> All { get; } = [FirstToken, Total, Tokens, Money];

    /// <summary>The values of runs whose model finished by itself: one that failed at once is no quick one.</summary>
    public double[] Values(IEnumerable<RunResult> results)
        => [.. results.Where(static r => r.Outcome == RunOutcome.Completed).Select(Of).Where(static v => v is not null).Select(static v => v!.Value)];
}
