using OpenCode.Ctl.Bench.Statistics;

namespace OpenCode.Ctl.Bench;

/// <summary>What a benchmark has come to.</summary>
/// <param name="Folder">Where its results are.</param>
/// <param name="Summary">The figures.</param>
/// <param name="Comparison">How they differ from those of an earlier one; null where none was named.</param>
internal sealed record BenchOutcome(string Folder, BenchSummary Summary, BenchComparison? Comparison);
