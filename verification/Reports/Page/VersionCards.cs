using System.Globalization;
using OpenCode.Verification.Results;
using OpenCode.Verification.Wording;

namespace OpenCode.Verification.Reports.Page;

/// <summary>One card a release: its counts, and a bar of them.</summary>
internal static class VersionCards
{
    public static void Append(HtmlBuilder html, CompatibilityMatrix matrix)
    {
        html.Open("section", ("class", "versions"), ("aria-label", "Releases")).Line();
        foreach (VersionResult version in matrix.Versions) AppendCard(html, matrix, version);
        html.Close().Line();
    }

    private static void AppendCard(HtmlBuilder html, CompatibilityMatrix matrix, VersionResult version)
    {
        html.Open("article", ("class", "card")).Open("header").Element("h2", OutcomeText.Release(version));
        if (version.Version == matrix.ClientVersion) html.Element("span", "pinned", ("class", "own"), ("title", "The client is generated from this release"));
        if (version.CouldNotRun is { } why)
        {
            html.Close().Element("p", "Could not be verified.", ("class", "failed")).Element("p", why, ("class", "why")).Close().Line();
            return;
        }

        html.Element("span", string.Create(CultureInfo.InvariantCulture, $"{version.Duration.TotalSeconds:0} s"), ("class", "time"), ("title",
            "How long the verification took")).Close();
        AppendBar(html, version);
        html.Open("dl");
        foreach (Mark mark in Marks.All) AppendCount(html, mark, Marks.Count(version.Operations, mark));
        html.Close();
        AppendEvents(html, version.Events);
        html.Close().Line();
    }

    private static void AppendBar(HtmlBuilder html, VersionResult version)
    {
        (Mark Mark, int Count)[] counts = [.. Marks.All.Select(m => (m, Marks.Count(version.Operations, m))).Where(static c => c.Item2 > 0)];
        string label = string.Join(", ", counts.Select(static c => $"{c.Count} {Marks.Word(c.Mark)}"));
        html.Open("div", ("class", "bar"), ("role", "img"), ("aria-label", $"{version.Operations.Count} operations: {label}"));
        foreach ((Mark mark, int count) in counts)
            html.Element("i", "", ("class", Marks.Class(mark)), ("style", $"flex-grow:{count.ToString(CultureInfo.InvariantCulture)}"));
        html.Close();
    }

    private static void AppendCount(HtmlBuilder html, Mark mark, int count)
        => html.Open("div", ("class", count == 0 ? "none" : Marks.Class(mark)))
            .Open("dt").Element("i", Marks.Sign(mark), ("aria-hidden", "true")).Element("span", $" {Marks.Word(mark)}").Close()
            .Element("dd", count.ToString(CultureInfo.InvariantCulture))
            .Close();

    private static void AppendEvents(HtmlBuilder html, IReadOnlyList<SubjectResult> events)
    {
        if (events.Count == 0) return;
        html.Open("p", ("class", "events")).Element("span", "events");
        foreach (Mark mark in Marks.All)
        {
            int count = Marks.Count(events, mark);
            if (count == 0 && mark == Mark.ErrorsOnly) continue;
            html.Open("span", ("class", count == 0 ? "none" : Marks.Class(mark)), ("title", Marks.Word(mark)))
                .Text($"{Marks.Sign(mark)} {count.ToString(CultureInfo.InvariantCulture)}").Close();
        }

        html.Close();
    }
}
