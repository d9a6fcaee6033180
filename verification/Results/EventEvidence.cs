namespace OpenCode.Verification.Results;

/// <summary>What the parts of a verification saw of one type of event: each part provokes others of them, whichever has their stream.</summary>
internal static class EventEvidence
{
    private const string Beginning = "Not every kind of it was sent: none where ";
    private const string Between = ", or ";
    private const char End = '.';

    /// <summary>The reason for kinds of an event that were not sent; null where all were.</summary>
    /// <param name="kinds">What they are, such as <c>part/type is text</c>.</param>
    public static string? ReasonOf(IReadOnlyCollection<string> kinds) => kinds.Count == 0 ? null : $"{Beginning}{string.Join(Between, kinds)}{End}";

    /// <summary>Puts together what two parts saw.</summary>
    public static SubjectResult Join(SubjectResult one, SubjectResult other)
    {
        (SubjectResult stronger, SubjectResult weaker) = Strength(one) >= Strength(other) ? (one, other) : (other, one);

        // What was not sent at all says nothing of its kinds.
        if (Strength(weaker) < Strength(Outcome.Held)) return stronger with { Decoded = one.Decoded + other.Decoded };
        string[] unsent = [.. KindsOf(one).Intersect(KindsOf(other), StringComparer.Ordinal)];
        int failed = Math.Max(one.InteractionsFailed, other.InteractionsFailed);
        return stronger with
        {
            Reason = ReasonOf(unsent),
            InteractionsHeld = Math.Max(0, KindsOf(stronger).Length + stronger.InteractionsHeld + stronger.InteractionsFailed - unsent.Length - failed),
            InteractionsFailed = failed,
            Decoded = one.Decoded + other.Decoded,
            Drifts = [.. one.Drifts.Concat(other.Drifts).GroupBy(static d => (d.Status, d.Pointer, d.Kind, d.Source, d.KnownReason))
                .Select(static g => g.MinBy(static d => d.Found, StringComparer.Ordinal)! with { Count = g.Sum(static d => d.Count) })
                .OrderBy(static d => d.Status).ThenBy(static d => d.Pointer, StringComparer.Ordinal).ThenBy(static d => d.Kind, StringComparer.Ordinal)],
        };
    }

    private static string[] KindsOf(SubjectResult subject)
        => subject.Reason is { } reason && reason.StartsWith(Beginning, StringComparison.Ordinal) ? reason[Beginning.Length..].TrimEnd(End).Split(Between) : [];

    private static int Strength(SubjectResult subject) => Strength(subject.Outcome);

    private static int Strength(Outcome outcome) => outcome switch { Outcome.Drifted => 3, Outcome.Held => 2, Outcome.NotReachable => 1, _ => 0 };
}
