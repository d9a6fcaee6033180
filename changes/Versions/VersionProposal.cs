using OpenCodeGen.Changes.CSharp;
using OpenCodeGen.Changes.Findings;

namespace OpenCodeGen.Changes.Versions;

/// <summary>The version number that the next client deserves.</summary>
/// <param name="Step">Which part of the number goes up.</param>
/// <param name="Reason">One sentence: why.</param>
/// <param name="From">The number now; null when it is not known.</param>
/// <param name="To">The number next; null when that now is not known.</param>
public sealed record VersionProposal(VersionStep Step, string Reason, string? From = null, string? To = null)
{
    /// <summary>Proposes a number.</summary>
    /// <param name="wire">What changed on the wire.</param>
    /// <param name="callers">What changed for callers; null when that could not be told.</param>
    /// <param name="current">The number now, such as <c>1.4.2</c>; null when it is not known. Before 1.0 a break raises the middle part.</param>
    public static VersionProposal Of(IReadOnlyList<Finding> wire, IReadOnlyList<CallerFinding>? callers, string? current = null)
    {
        ArgumentNullException.ThrowIfNull(wire);
        (VersionStep step, string reason) = StepOf(wire, callers);
        if (current is null || !Version.TryParse(current.Split('-', '+')[0], out Version? now)) return new VersionProposal(step, reason);

        // Before 1.0 anything may change with the middle part, and the last one is for all else.
        VersionStep taken = now.Major > 0 ? step : step == VersionStep.Major ? VersionStep.Minor : step == VersionStep.Minor ? VersionStep.Patch : step;
        Version next = taken switch
        {
            VersionStep.Major => new Version(now.Major + 1, 0, 0),
            VersionStep.Minor => new Version(now.Major, now.Minor + 1, 0),
            VersionStep.Patch => new Version(now.Major, now.Minor, Math.Max(now.Build, 0) + 1),
            _ => now,
        };
        return new VersionProposal(step, reason, current, next.ToString());
    }

    private static (VersionStep Step, string Reason) StepOf(IReadOnlyList<Finding> wire, IReadOnlyList<CallerFinding>? callers)
    {
        int breaks = callers?.Count(static f => f.Rule.Source == SourceEffect.Breaking || f.Rule.BreaksBinary) ?? 0;
        int wireBreaks = wire.Count(static f => f.Rule.Level == Level.Breaking);
        if (breaks > 0 && wireBreaks > 0) return (VersionStep.Major, $"{Count(breaks, "change")} of the C# surface and {Count(wireBreaks, "change")} of the wire break programs.");
        if (breaks > 0) return (VersionStep.Major, $"{Count(breaks, "change")} of the C# surface {(breaks == 1 ? "breaks" : "break")} callers, although none does on the wire.");
        if (wireBreaks > 0) return (VersionStep.Major, $"{Count(wireBreaks, "change")} of the wire {(wireBreaks == 1 ? "breaks" : "break")} programs, although all callers compile.");
        if (callers?.Any(static f => f.Rule.Source == SourceEffect.Warning) == true) return (VersionStep.Minor, "Callers get warnings about null that they did not have.");
        if (callers is { Count: > 0 } || wire.Any(static f => f.Rule.Id.EndsWith("added", StringComparison.Ordinal))) return (VersionStep.Minor, "Something is new, and nothing breaks.");
        return wire.Count > 0 ? (VersionStep.Patch, "Nothing is new, and nothing breaks.") : (VersionStep.None, "Nothing changed.");
    }

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
