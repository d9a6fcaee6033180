namespace OpenCode.Ctl.Bench;

/// <summary>What a benchmark would do.</summary>
/// <param name="Models">How many models take part.</param>
/// <param name="Tasks">How many tasks there are.</param>
/// <param name="Repeats">How often each model does each of them.</param>
/// <param name="Runs">How many runs that makes.</param>
/// <param name="Missing">How many of them have no result yet.</param>
/// <param name="Folder">Where the results are.</param>
internal sealed record BenchForecast(int Models, int Tasks, int Repeats, int Runs, int Missing, string Folder);
