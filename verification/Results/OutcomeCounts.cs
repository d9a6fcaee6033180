namespace OpenCode.Verification.Results;

/// <summary>How many subjects have which outcome.</summary>
/// <param name="Held">Those that answered as promised.</param>
/// <param name="Drifted">Those that answered something else.</param>
/// <param name="Absent">Those that the release does not have.</param>
/// <param name="NotReachable">Those of which nothing could be proven.</param>
public readonly record struct OutcomeCounts(int Held, int Drifted, int Absent, int NotReachable)
{
    internal static OutcomeCounts Of(IReadOnlyList<SubjectResult> subjects)
    {
        Span<int> counts = stackalloc int[4];
        foreach (SubjectResult subject in subjects) counts[(int)subject.Outcome]++;
        return new OutcomeCounts(counts[(int)Outcome.Held], counts[(int)Outcome.Drifted], counts[(int)Outcome.Absent], counts[(int)Outcome.NotReachable]);
    }

    internal int Total => Held + Drifted + Absent + NotReachable;

    internal int this[Outcome outcome] => outcome switch
    {
        Outcome.Held => Held,
        Outcome.Drifted => Drifted,
        Outcome.Absent => Absent,
        _ => NotReachable,
    };
}
