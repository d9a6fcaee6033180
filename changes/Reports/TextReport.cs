using System.Text;
using OpenCodeGen.Changes.CSharp;
using OpenCodeGen.Changes.Findings;

namespace OpenCodeGen.Changes.Reports;

/// <summary>A report for a terminal.</summary>
public static class TextReport
{
    private const string Reset = "\u001b[0m";

    /// <summary>Writes the report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="all">Whether harmless changes are listed, too, and not only counted.</param>
    /// <param name="colored">Whether to use colours.</param>
    public static string Render(ChangeReport report, bool all = false, bool colored = false)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new StringBuilder();
        text.AppendLine(ReportText.Summary(report));
        text.AppendLine(ReportText.Proposal(report.Proposal));
        List<Finding> wire = [.. report.Wire.Where(f => all || f.Rule.Level > Level.Info)];
        if (wire.Count > 0) text.AppendLine().AppendLine("On the wire");
        foreach (Finding finding in wire)
        {
            Head(text, ReportText.WordOf(finding.Rule.Level), finding.Rule.Level, $"{finding.Subject}: {finding.Message}", finding.Rule.Id, finding.Fingerprint,
                colored);
            string operations = ReportText.Operations(finding);
            if (operations.Length > 0 && operations != finding.Subject) Detail(text, operations);
            if (ReportText.Coverage(report, finding) is { } coverage) Detail(text, coverage);
        }

        List<CallerFinding> callers = [.. (report.Callers ?? []).Where(f => all || ChangeReport.LevelOf(f.Rule) > Level.Info)];
        if (callers.Count > 0) text.AppendLine().AppendLine("For C# callers");
        foreach (CallerFinding finding in callers)
        {
            Head(text, ReportText.EffectOf(finding.Rule), ChangeReport.LevelOf(finding.Rule), $"{finding.Subject}: {finding.Message}", finding.Rule.Id,
                finding.Fingerprint, colored);
        }

        text.AppendLine();
        if (report.CallersProblem is { } problem) text.AppendLine($"Nothing can be said of C# callers. {ReportText.Plain(problem)}");
        int hidden = report.Wire.Count - wire.Count + (report.Callers?.Count ?? 0) - callers.Count;
        if (hidden > 0) text.AppendLine($"{ReportText.Count(hidden, "harmless change")} more; --all lists them.");
        if (report.Accepted > 0) text.AppendLine($"{ReportText.Count(report.Accepted, "change")} accepted by the list of exceptions.");
        foreach (string stale in report.StaleExceptions) text.AppendLine($"In the list of exceptions: {ReportText.Plain(stale)}.");
        return text.ToString().TrimEnd() + Environment.NewLine;
    }

    private static void Head(StringBuilder text, string word, Level level, string sentence, string rule, string fingerprint, bool colored)
    {
        string color = level switch
        {
            Level.Breaking => "\u001b[31m",
            Level.Warning => "\u001b[33m",
            _ => "\u001b[2m",
        };
        text.Append("  ").Append(colored ? color + word + Reset : word).Append("  ").AppendLine(ReportText.Plain(sentence));
        Detail(text, $"{rule} {fingerprint}");
    }

    private static void Detail(StringBuilder text, string detail) => text.Append("      ").AppendLine(ReportText.Plain(detail));
}
