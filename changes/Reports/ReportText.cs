using OpenCodeGen.Changes.CSharp;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Versions;

namespace OpenCodeGen.Changes.Reports;

/// <summary>Says parts of a report in words, the same in every format.</summary>
internal static class ReportText
{
    private const int MostOperations = 3;

    public static string Count(int count, string one, string? many = null) => count == 1 ? $"1 {one}" : $"{count} {many ?? one + "s"}";

    public static string WordOf(Level level) => level switch
    {
        Level.Breaking => "breaking",
        Level.Warning => "warning",
        _ => "info",
    };

    public static string EffectOf(CallerRule rule) => (rule.Source, rule.BreaksBinary) switch
    {
        (SourceEffect.Breaking, true) => "breaks source and compiled code",
        (SourceEffect.Breaking, false) => "breaks source",
        (_, true) => "breaks compiled code",
        (SourceEffect.Warning, _) => "warns",
        _ => "harmless",
    };

    /// <summary>One sentence: how much changed, and how grave it is.</summary>
    public static string Summary(ChangeReport report)
    {
        string wire = report.Wire.Count == 0
            ? "nothing changed on the wire"
            : $"on the wire {Count(report.OfLevel(Level.Breaking).Count(), "breaking change")}, {Count(report.OfLevel(Level.Warning).Count(), "warning")} and {Count(report.OfLevel(Level.Info).Count(), "harmless change")}";
        string callers = report.Callers is null ? "" : report.Callers.Count == 0
            ? "; nothing changed for C# callers"
            : $"; for C# callers {Count(report.Callers.Count(static f => ChangeReport.LevelOf(f.Rule) == Level.Breaking), "breaking change")} of {report.Callers.Count}";
        return $"{report.Before} → {report.After}: {wire}{callers}.";
    }

    public static string Proposal(VersionProposal proposal)
    {
        string step = proposal.Step switch
        {
            VersionStep.Major => "a major version",
            VersionStep.Minor => "a minor version",
            VersionStep.Patch => "a patch",
            _ => "no new version",
        };
        string numbers = proposal.To is null || proposal.To == proposal.From ? "" : $" ({proposal.From} → {proposal.To})";
        return $"It deserves {step}{numbers}. {proposal.Reason}";
    }

    public static string Operations(Finding finding, bool all = false)
    {
        if (finding.Operations.Count == 0) return "";
        int shown = all ? finding.Operations.Count : Math.Min(MostOperations, finding.Operations.Count);
        string more = finding.Operations.Count > shown ? $" and {finding.Operations.Count - shown} more" : "";
        return string.Join(", ", finding.Operations.Take(shown)) + more;
    }

    /// <summary>What pacts say of a change; null when there are none, or when it does not matter.</summary>
    public static string? Coverage(ChangeReport report, Finding finding)
        => !report.HasCoverage ? null : report.Coverage.TryGetValue(finding, out string? text) ? text : "no pact covers it";

    // A document is a file like any other: nothing in it may steer a terminal.
    public static string Plain(string text) => string.Concat(text.Select(static c => char.IsControl(c) ? ' ' : c));
}
