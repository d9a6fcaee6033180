using System.Text;
using System.Text.Encodings.Web;
using OpenCodeGen.Changes.CSharp;
using OpenCodeGen.Changes.Findings;

namespace OpenCodeGen.Changes.Reports;

/// <summary>A report as one page that fetches nothing, in light and dark, on a desk and on a phone.</summary>
public static class HtmlReport
{
    private const string Style = """
        :root { color-scheme: light dark; --line: #d0d7de; --soft: #57606a; --bad: #b42318; --warn: #8a5a00; --back: #fff; --text: #1f2328 }
        @media (prefers-color-scheme: dark) { :root { --line: #3d444d; --soft: #9198a1; --bad: #ff8a80; --warn: #e3b341; --back: #0d1117; --text: #e6edf3 } }
        * { box-sizing: border-box } body { margin: 0 auto; max-width: 70rem; padding: 1rem; font: 16px/1.5 system-ui,
            sans-serif; background: var(--back); color: var(--text) }
        h1 { font-size: 1.4rem; margin: .2rem 0 } h2 { font-size: 1.1rem; margin: 1.6rem 0 .4rem } p { margin: .3rem 0 }
        ul { list-style: none; margin: 0; padding: 0 } li { border-top: 1px solid var(--line); padding: .5rem 0; overflow-wrap: anywhere }
        .word { display: inline-block; min-width: 5.5em; font-size: .85rem; font-weight: 600; color: var(--soft) } .breaking { color: var(--bad) } .warning { color: var(--warn) }
        small { display: block; color: var(--soft) } code { font: .85em ui-monospace,
            monospace } summary { cursor: pointer; margin: 1.6rem 0 .4rem; font-weight: 600 }
        """;

    /// <summary>Writes the page; the same report gives the same bytes.</summary>
    /// <param name="report">The report.</param>
    public static string Render(ChangeReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new StringBuilder("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        text.Append("<title>").Append(Escape($"{report.Before} → {report.After}")).Append("</title>\n<style>\n").Append(Style.ReplaceLineEndings("\n")).Append("\n</style>\n</head>\n<body>\n");
        text.Append("<h1>").Append(Escape($"{report.Before} → {report.After}")).Append("</h1>\n");
        text.Append("<p>").Append(Escape(ReportText.Proposal(report.Proposal))).Append("</p>\n<p>").Append(Escape(ReportText.Summary(report))).Append("</p>\n");
        if (report.CallersProblem is { } problem) text.Append("<p>Nothing can be said of C# callers. ").Append(Escape(problem)).Append("</p>\n");
        Section(text, "On the wire", [.. report.Wire.Where(static f => f.Rule.Level > Level.Info).Select(f => Item(report, f))]);
        Section(text, "For C# callers", [.. Callers(report, isHarmless: false)]);
        Fold(text, "Harmless on the wire", [.. report.OfLevel(Level.Info).Select(f => Item(report, f))]);
        Fold(text, "New for C# callers", [.. Callers(report, isHarmless: true)]);
        if (report.Accepted > 0) text.Append("<p>").Append(ReportText.Count(report.Accepted, "change")).Append(" accepted by the list of exceptions.</p>\n");
        foreach (string stale in report.StaleExceptions) text.Append("<p>In the list of exceptions: ").Append(Escape(stale)).Append(".</p>\n");
        return text.Append("</body>\n</html>\n").ToString();
    }

    private static IEnumerable<string> Callers(ChangeReport report, bool isHarmless)
        => (report.Callers ?? []).Where(f => ChangeReport.LevelOf(f.Rule) == Level.Info == isHarmless).Select(static f
            => $"<li id=\"{f.Fingerprint}\"><span class=\"word {ReportText.WordOf(ChangeReport.LevelOf(f.Rule))}\">{ReportText.WordOf(ChangeReport.LevelOf(f.Rule))}</span> <b>{Escape(f.Subject)}</b>: {Escape(f.Message)}"
            + $"<small>{ReportText.EffectOf(f.Rule)} · <code>{f.Rule.Id}</code></small></li>\n");

    private static string Item(ChangeReport report, Finding finding)
    {
        string[] details = [ReportText.Operations(finding, all: true), ReportText.Coverage(report, finding) ?? ""];
        string level = ReportText.WordOf(finding.Rule.Level);
        return $"<li id=\"{finding.Fingerprint}\"><span class=\"word {level}\">{level}</span> <b>{Escape(finding.Subject)}</b>: {Escape(finding.Message)}"
            + $"<small>{string.Join(" · ", details.Where(static d => d.Length > 0).Select(Escape).Append($"<code title=\"{Escape(finding.Rule.Meaning)}\">{finding.Rule.Id}</code>"))}</small></li>\n";
    }

    private static void Section(StringBuilder text, string title, IReadOnlyList<string> items)
    {
        if (items.Count == 0) return;
        text.Append("<h2>").Append(title).Append(": ").Append(items.Count).Append("</h2>\n<ul>\n").AppendJoin("", items).Append("</ul>\n");
    }

    private static void Fold(StringBuilder text, string title, IReadOnlyList<string> items)
    {
        if (items.Count == 0) return;
        text.Append("<details><summary>").Append(title).Append(": ").Append(items.Count).Append("</summary>\n<ul>\n").AppendJoin("", items).Append("</ul></details>\n");
    }

    private static string Escape(string text) => HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All).Encode(ReportText.Plain(text));
}
