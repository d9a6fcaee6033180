using OpenCode.Verification.Results;
using OpenCode.Verification.Wording;

namespace OpenCode.Verification.Reports.Page;

/// <summary>Which release to use, and why, in one sentence.</summary>
/// <param name="Title">The advice: "Use 1.18.33".</param>
/// <param name="Reason">Why.</param>
internal sealed record Verdict(string Title, string Reason)
{
    /// <summary>
    /// The newest release in which nothing differs; where there is none, the one in which least differs or is missing: an old release that has little can
    /// differ little.
    /// </summary>
    /// <param name="newestFirst">The releases.</param>
    /// <returns>The verdict; null when there is no release.</returns>
    public static Verdict? Of(IReadOnlyList<VersionResult> newestFirst)
    {
        if (newestFirst.Count == 0) return null;
        VersionResult[] verified = [.. newestFirst.Where(static v => v is { CouldNotRun: null, Shard: null })];
        if (verified.Length == 0 && newestFirst.Any(static v => v.Shard is not null))
            return new Verdict("No verdict", "None of these releases was verified as a whole, only parts of them.");
        if (verified.Length == 0) return new Verdict("No verdict", "None of these releases could be verified.");
        if (verified.FirstOrDefault(static v => v.Holds && v.OperationCounts.Held + v.EventCounts.Held > 0) is { } good)
        {
            string why = newestFirst.Count == 1 ? "Nothing in it differs" : "It is the newest of these releases in which nothing differs";
            return new Verdict($"Use {good.Version}", $"{why}: {Holding(good)}.");
        }

        VersionResult least = verified.MinBy(static v => Lacks(v.OperationCounts) + Lacks(v.EventCounts))!;
        string where = newestFirst.Count == 1 ? "Not everything holds in it" : "In every release something differs or is missing, and least in this one";
        return new Verdict($"Use {least.Version} with care", $"{where}: {Differing(least)}.");
    }

    private static int Lacks(OutcomeCounts counts) => counts.Drifted + counts.Absent;

    private static string Holding(VersionResult version)
    {
        OutcomeCounts o = version.OperationCounts, e = version.EventCounts;
        string unreached = Joined([Part(o.NotReachable, "operation"), Part(e.NotReachable, "event")]);
        return $"{o.Held} of {OutcomeText.Number(o.Total, "operation")}{(e.Total == 0 ? "" : $" and {e.Held} of {OutcomeText.Number(e.Total, "event")}")} hold"
            + (unreached.Length == 0 ? "" : $", and {unreached} could not be reached");
    }

    private static string Differing(VersionResult version)
    {
        OutcomeCounts o = version.OperationCounts, e = version.EventCounts;
        int errors = Marks.Count(version.Operations, Mark.ErrorsOnly);
        string differing = Joined([Part(o.Drifted, "operation") + (errors == 0 ? "" : $" ({errors} of them in errors only)"), Part(e.Drifted, "event")]);
        string missing = Joined([Part(o.Absent, "operation"), Part(e.Absent, "event")]);
        string[] parts =
        [
            differing.Length == 0 ? "" : $"{differing} {(o.Drifted + e.Drifted == 1 ? "differs" : "differ")}",
            missing.Length == 0 ? "" : $"{missing} {(o.Absent + e.Absent == 1 ? "is" : "are")} missing",
        ];
        string text = string.Join(", ", parts.Where(static p => p.Length > 0));
        return text.Length == 0 ? "nothing could be reached" : text;
    }

    private static string Part(int count, string noun) => count == 0 ? "" : OutcomeText.Number(count, noun);

    private static string Joined(string[] parts) => string.Join(" and ", parts.Where(static p => p.Length > 0));
}
