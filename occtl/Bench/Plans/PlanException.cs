namespace OpenCode.Ctl.Bench.Plans;

/// <summary>The file of a benchmark cannot be what somebody wants.</summary>
/// <param name="file">The file.</param>
/// <param name="problems">What is wrong, each with its place and the way out.</param>
internal sealed class PlanException(string file, IReadOnlyList<string> problems) : Exception($"'{file}' cannot be used: {string.Join(" ", problems)}")
{
    public string File => file;

    public IReadOnlyList<string> Problems => problems;
}
