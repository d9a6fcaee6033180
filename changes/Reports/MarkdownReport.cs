using System.Text;
using OpenCodeGen.Changes.CSharp;
using OpenCodeGen.Changes.Findings;

namespace OpenCodeGen.Changes.Reports;

/// <summary>A report as GitHub-flavoured Markdown, for pull requests and job summaries.</summary>
public static class MarkdownReport
{
    // A comment of a pull request holds 65,536 characters.
    private const int MostRows = 100;

    /// <summary>Writes the report; the same one gives the same bytes.</summary>
    /// <param name="report">The report.</param>
    public static string Render(ChangeReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new StringBuilder();
        text.Append("## What changed\n\n").Append(Escape(ReportText.Summary(report))).Append("\n\n").Append(Escape(ReportText.Proposal(report.Proposal)))
            .Append("\n\n");
        Wire(text, report, "Breaking on the wire", Level.Breaking, isOpen: true);
        Wire(text, report, "Warnings on the wire", Level.Warning, isOpen: true);
        Callers(text, report);
        Wire(text, report, "Harmless on the wire", Level.Info, isOpen: false);
        if (report.CallersProblem is { } problem) text.Append("Nothing can be said of C# callers. ").Append(Escape(problem)).Append("\n\n");
        if (report.Accepted > 0) text.Append(ReportText.Count(report.Accepted, "change")).Append(" accepted by the list of exceptions.\n");
        foreach (string stale in report.StaleExceptions) text.Append("- In the list of exceptions: ").Append(Escape(stale)).Append(".\n");
        return text.ToString().TrimEnd() + "\n";
    }

    private static void Wire(StringBuilder text, ChangeReport report, string title, Level level, bool isOpen)
    {
        List<Finding> findings = [.. report.OfLevel(level)];
        string coverage = report.HasCoverage ? " pact |" : "";
        Table(text, title, isOpen, $"| what | operations |{coverage} rule |\n|---|---|{(report.HasCoverage ? "---|" : "")}---|\n", [.. findings.Select(f
            => $"| **{Escape(f.Subject)}**: {Escape(f.Message)} | {Escape(ReportText.Operations(f))} |"
            + (report.HasCoverage ? $" {Escape(ReportText.Coverage(report, f) ?? "")} |" : "") + $" `{f.Rule.Id}` |\n")]);
    }

    private static void Callers(StringBuilder text, ChangeReport report)
    {
        foreach ((string title, Level level, bool isOpen) in new[]
        {
            ("Breaking for C# callers", Level.Breaking, true), ("Warnings for C# callers", Level.Warning, true), ("New for C# callers", Level.Info, false),
        })
        {
            List<CallerFinding> findings = [.. (report.Callers ?? []).Where(f => ChangeReport.LevelOf(f.Rule) == level)];
            Table(text, title, isOpen, "| what | effect | rule |\n|---|---|---|\n", [.. findings.Select(f
                => $"| **{Escape(f.Subject)}**: {Escape(f.Message)} | {ReportText.EffectOf(f.Rule)} | `{f.Rule.Id}` |\n")]);
        }
    }

    private static void Table(StringBuilder text, string title, bool isOpen, string head, IReadOnlyList<string> rows)
    {
        if (rows.Count == 0) return;
        text.Append(isOpen ? $"### {title}: {rows.Count}\n\n" : $"<details><summary>{title}: {rows.Count}</summary>\n\n").Append(head);
        foreach (string row in rows.Take(MostRows)) text.Append(row);
        if (rows.Count > MostRows) text.Append($"\n{rows.Count - MostRows} more are in the other formats.\n");
        text.Append(isOpen ? "\n" : "\n</details>\n\n");
    }

    private static string Escape(string text)
        => ReportText.Plain(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal).Replace("`", "\\`", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal);
}
