using System.Globalization;
using OpenCode.Verification.Results;

namespace OpenCode.Verification.Wording;

/// <summary>The words and signs that all reports share.</summary>
internal static class OutcomeText
{
    /// <summary>The outcomes in the order in which people want to know about them.</summary>
    public static IReadOnlyList<Outcome> All { get; } = [Outcome.Held, Outcome.Drifted, Outcome.NotReachable, Outcome.Absent];

    public static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Held => "held",
        Outcome.Drifted => "drifted",
        Outcome.Absent => "absent",
        _ => "not reachable",
    };

    public static string Sign(Outcome outcome) => outcome switch
    {
        Outcome.Held => "✓",
        Outcome.Drifted => "≠",
        Outcome.Absent => "–",
        _ => "○",
    };

    /// <summary>What the verdict rests on, for example <c>12 interactions held, 1 failed, 40 decoded strictly</c>; empty when on nothing.</summary>
    public static string Evidence(SubjectResult subject)
    {
        var parts = new List<string>(3);
        if (subject.InteractionsHeld > 0) parts.Add($"{Number(subject.InteractionsHeld, "interaction")} held");
        if (subject.InteractionsFailed > 0) parts.Add($"{Number(subject.InteractionsFailed, "interaction")} failed");
        if (subject.Decoded > 0) parts.Add($"{Number(subject.Decoded, subject.EventType is null ? "answer" : "event")} decoded");
        return string.Join(", ", parts);
    }

    /// <summary>The release, and which part of it was verified when it was not all.</summary>
    public static string Release(VersionResult version) => version.Shard is null ? version.Version : $"{version.Version} ({version.Shard})";

    public static string Number(int count, string noun) => count == 1 ? $"1 {noun}" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}s");

    public static string Seconds(TimeSpan duration) => duration.TotalSeconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)duration.TotalMinutes} min {duration.Seconds} s");

    /// <summary>Where a difference is: the status, the event and the place in the body.</summary>
    public static string Place(Drift drift)
        => string.Create(CultureInfo.InvariantCulture,
            $"{drift.Status}{(drift.EventType is null ? "" : $" {drift.EventType}")} {(drift.Pointer.Length == 0 ? "(whole answer)" : drift.Pointer)}");

    /// <summary>The differences that nobody has explained yet come first; otherwise their order is kept.</summary>
    public static IEnumerable<Drift> Sorted(IEnumerable<Drift> drifts) => drifts.OrderBy(static d => d.KnownReason is null ? 0 : 1);

    public static IEnumerable<Drift> Unexplained(SubjectResult subject) => subject.Drifts.Where(static d => d.KnownReason is null);
}
