namespace OpenCode.Ctl.Bench;

/// <summary>A benchmark that is to be done.</summary>
/// <param name="File">The JSON file that describes it.</param>
internal sealed record BenchOrder(string File)
{
    /// <summary>The folder for results; null for the one beside the file.</summary>
    public string? Output { get; init; }

    /// <summary>How often each model does each task; null for what the file says.</summary>
    public int? Repeats { get; init; }

    /// <summary>How many runs at the same time; null for what the file says.</summary>
    public int? Concurrency { get; init; }

    /// <summary>Whether earlier results are put aside.</summary>
    public bool Fresh { get; init; }

    /// <summary>Whether runs that failed for reasons that are not the model's are done again.</summary>
    public bool Retry { get; init; }

    /// <summary>Whether the copied directories are kept.</summary>
    public bool Keep { get; init; }

    /// <summary>The folder of an earlier benchmark to compare with; null for none.</summary>
    public string? Compare { get; init; }
}
