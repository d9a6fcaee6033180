namespace OpenCode.Ctl.Bench.Statistics;

/// <summary>What can be said of a difference.</summary>
internal enum Verdict
{
    /// <summary>Nothing that chance would not do.</summary>
    NoDifference,

    Better,

    Worse,

    /// <summary>Too few runs on a side to say anything.</summary>
    TooFew,
}

/// <summary>How verdicts are written.</summary>
internal static class VerdictNames
{
    public static string Name(this Verdict verdict) => verdict switch
    {
        Verdict.Better => "better",
        Verdict.Worse => "worse",
        Verdict.TooFew => "too few runs",
        _ => "no difference shown",
    };

    public static string Key(this Verdict verdict) => verdict switch
    {
        Verdict.Better => "better",
        Verdict.Worse => "worse",
        Verdict.TooFew => "too_few_runs",
        _ => "no_difference_shown",
    };
}
