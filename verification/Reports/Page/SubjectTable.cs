using System.Globalization;
using OpenCode.Core.Operations;
using OpenCode.Verification.Results;
using OpenCode.Verification.Wording;

namespace OpenCode.Verification.Reports.Page;

/// <summary>A table of subjects by releases, grouped by area.</summary>
internal static class SubjectTable
{
    // With more columns than this the table scrolls in itself; with fewer it fits a phone, and the page scrolls.
    private const int MostColumns = 6;

    public static void Append(HtmlBuilder html, CompatibilityMatrix matrix, string id, string title, string noun, IReadOnlyList<SubjectRow> rows)
    {
        if (rows.Count == 0) return;
        html.Open("section", ("class", matrix.Versions.Count > MostColumns ? "matrix wide" : "matrix"), ("aria-labelledby", $"{id}-title")).Line()
            .Element("h2", title, ("id", $"{id}-title")).Line()
            .Open("div", ("class", "frame")).Open("table", ("id", id), ("data-noun", noun)).Line();
        AppendHead(html, matrix, noun);
        foreach (IGrouping<string, SubjectRow> area in rows.GroupBy(static r => r.Area, StringComparer.Ordinal)
            .OrderBy(static g => g.Key, StringComparer.Ordinal))
        {
            html.Open("tbody", ("data-area", area.Key)).Line()
                .Open("tr", ("class", "area"))
                .Open("th", ("scope", "rowgroup"), ("colspan", (matrix.Versions.Count + 1).ToString(CultureInfo.InvariantCulture)))
                .Open("span").Text(area.Key).Element("small", OutcomeText.Number(area.Count(), noun)).Close().Close().Close().Line();
            foreach (SubjectRow row in area) AppendRow(html, matrix, row);
            html.Close().Line();
        }

        html.Close().Close().Line().Element("p", $"No {noun} fits these filters.", ("class", "empty"), ("hidden", "")).Line().Close().Line();
    }

    private static void AppendHead(HtmlBuilder html, CompatibilityMatrix matrix, string noun)
    {
        html.Open("thead").Open("tr").Element("th", noun, ("scope", "col"));
        foreach (VersionResult version in matrix.Versions) html.Open("th", ("scope", "col")).Element("span", version.Version).Close();
        html.Close().Close().Line();
    }

    private static void AppendRow(HtmlBuilder html, CompatibilityMatrix matrix, SubjectRow row)
    {
        SubjectResult subject = row.Subject;
        html.Open("tr").Open("th", ("scope", "row")).Open("b").Breakable(row.Name).Close().Open("code");
        if (subject.EventType is null) html.Element("em", subject.Method).Text(" ").Breakable(subject.Path);
        else html.Breakable(subject.Operation);
        html.Close().Close();
        for (int i = 0; i < matrix.Versions.Count; i++) AppendCell(html, matrix.Versions[i], row.Results[i]);
        html.Close().Line();
    }

    private static void AppendCell(HtmlBuilder html, VersionResult version, SubjectResult? result)
    {
        if (result is null)
        {
            // A release that could not be verified, or a type of event that its verification did not know.
            html.Open("td", ("class", "unknown")).Element("span", "·", ("class", "sign"), ("aria-hidden", "true"))
                .Element("span", "not verified", ("class", "word")).Close();
            return;
        }

        string evidence = OutcomeText.Evidence(result);
        bool linked = PageNames.HasDetails(result);
        Mark mark = Marks.Of(result);
        html.Open("td", ("class", Marks.Class(mark)))
            .Open(linked ? "a" : "span", ("class", "cell"), ("href", linked ? "#" + Uri.EscapeDataString(PageNames.Anchor(version.Version, result)) : null),
                ("title", evidence.Length == 0 ? null : evidence))
            .Element("span", Marks.Sign(mark), ("class", "sign"), ("aria-hidden", "true"))
            .Element("span", Marks.Word(mark), ("class", "word"));
        int unexplained = OutcomeText.Unexplained(result).Count();
        int known = result.Drifts.Count - unexplained;
        if (result.Outcome == Outcome.Drifted && unexplained > 0) html.Element("span", unexplained.ToString(CultureInfo.InvariantCulture), ("class", "count"));
        else if (known > 0) html.Element("span", $"{known.ToString(CultureInfo.InvariantCulture)} known", ("class", "known"));
        html.Close().Close();
    }
}
