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
        html.Open("article", ("class", "card")).Open("header").Element("h2", version.Version);
        if (version.Version == matrix.ClientVersion) html.Element("span", "pinned", ("class", "own"), ("title", "The client is generated from this release"));
        if (version.CouldNotRun is { } why)
        {
            html.Close().Element("p", "Could not be verified.", ("class", "failed")).Element("p", why, ("class", "why")).Close().Line();
            return;
        }

        html.Element("span", string.Create(CultureInfo.InvariantCulture, $"{version.Duration.TotalSeconds:0} s"), ("class", "time"), ("title",
            "How long the verification took")).Close();
        AppendBar(html, version.OperationCounts);
        html.Open("dl");
        foreach (Outcome outcome in OutcomeText.All) AppendCount(html, outcome, version.OperationCounts[outcome]);
        html.Close();
        AppendEvents(html, version.EventCounts);
        AppendUnknown(html, version.UnknownOperations);
        html.Close().Line();
    }

    private static void AppendBar(HtmlBuilder html, OutcomeCounts counts)
    {
        string label = string.Join(", ", OutcomeText.All.Where(o => counts[o] > 0).Select(o => $"{counts[o]} {OutcomeText.Word(o)}"));
        html.Open("div", ("class", "bar"), ("role", "img"), ("aria-label", $"{counts.Total} operations: {label}"));
        foreach (Outcome outcome in OutcomeText.All)
        {
            if (counts[outcome] > 0)
                html.Element("i", "", ("class", PageNames.Class(outcome)), ("style", $"flex-grow:{counts[outcome].ToString(CultureInfo.InvariantCulture)}"));
        }

        html.Close();
    }

    private static void AppendCount(HtmlBuilder html, Outcome outcome, int count)
        => html.Open("div", ("class", count == 0 ? "none" : PageNames.Class(outcome)))
            .Open("dt").Element("i", OutcomeText.Sign(outcome), ("aria-hidden", "true")).Text($" {OutcomeText.Word(outcome)}").Close()
            .Element("dd", count.ToString(CultureInfo.InvariantCulture))
            .Close();

    private static void AppendEvents(HtmlBuilder html, OutcomeCounts counts)
    {
        if (counts.Total == 0) return;
        html.Open("p", ("class", "events")).Element("span", "events");
        foreach (Outcome outcome in OutcomeText.All)
        {
            html.Open("span", ("class", counts[outcome] == 0 ? "none" : PageNames.Class(outcome)), ("title", OutcomeText.Word(outcome)))
                .Text($"{OutcomeText.Sign(outcome)} {counts[outcome].ToString(CultureInfo.InvariantCulture)}").Close();
        }

        html.Close();
    }

    private static void AppendUnknown(HtmlBuilder html, IReadOnlyList<string> unknown)
    {
        if (unknown.Count == 0) return;
        html.Open("details").Element("summary", $"{OutcomeText.Number(unknown.Count, "operation")} the client does not know").Open("ul");
        foreach (string operation in unknown) html.Open("li").Element("code", operation).Close();
        html.Close().Close();
    }
}
