using System.Text;
using OpenCodeGen.Changes.CSharp;
using OpenCodeGen.Changes.Findings;

namespace OpenCodeGen.Changes.Reports;

/// <summary>A report as annotations of GitHub Actions.</summary>
public static class GitHubReport
{
    // GitHub shows ten annotations of a level for a step.
    private const int MostAnnotations = 10;

    /// <summary>Writes the annotations: errors for what breaks, warnings for what may, and a notice with the sum.</summary>
    /// <param name="report">The report.</param>
    public static string Render(ChangeReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new StringBuilder();
        Annotate(text, "error", report, Level.Breaking);
        Annotate(text, "warning", report, Level.Warning);
        text.Append("::notice title=OpenAPI::").Append(Data($"{ReportText.Summary(report)} {ReportText.Proposal(report.Proposal)}")).Append('\n');
        return text.ToString();
    }

    private static void Annotate(StringBuilder text, string command, ChangeReport report, Level level)
    {
        List<(string Title, string Message)> all =
        [
            .. report.OfLevel(level).Select(static f => (f.Rule.Id, $"{f.Subject}: {f.Message}")),
            .. (report.Callers ?? []).Where(f => ChangeReport.LevelOf(f.Rule) == level).Select(static f => (f.Rule.Id, $"{f.Subject}: {f.Message} ({ReportText.EffectOf(f.Rule)})")),
        ];
        int shown = all.Count > MostAnnotations ? MostAnnotations - 1 : all.Count;
        foreach ((string title, string message) in all.Take(shown))
            text.Append("::").Append(command).Append(" title=").Append(Property(title)).Append("::").Append(Data(message)).Append('\n');
        if (all.Count > shown) text.Append("::").Append(command).Append(" title=OpenAPI::").Append(Data($"{all.Count - shown} more of this level; see the report.")).Append('\n');
    }

    private static string Data(string text) => ReportText.Plain(text).Replace("%", "%25", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
