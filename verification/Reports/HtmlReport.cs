using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OpenCode.Verification.Reports.Page;
using OpenCode.Verification.Results;
using OpenCode.Verification.Wording;

namespace OpenCode.Verification.Reports;

/// <summary>
/// The matrix as one page that needs nothing else: no request leaves it. With scripts people filter it and look behind a cell;
/// without them it is the full table, followed by a list of all details.
/// </summary>
public static class HtmlReport
{
    private static readonly string _style = Resource("page.css");
    private static readonly string _script = Resource("page.js");

    /// <summary>Writes the page; the same input gives the same bytes.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="findings">The most important findings, a sentence or two each; a <c>`code`</c> is set as such.</param>
    public static string Render(CompatibilityMatrix matrix, IReadOnlyList<string>? findings = null)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        matrix = matrix with { Versions = [.. ReleaseOrder.NewestFirst(matrix.Versions)] };
        IReadOnlyList<SubjectRow> operations = SubjectRow.Operations(matrix);
        IReadOnlyList<SubjectRow> events = SubjectRow.Events(matrix);
        var html = new HtmlBuilder();
        html.Raw("<!DOCTYPE html>\n").Open("html", ("lang", "en")).Line();
        AppendHead(html);
        html.Open("body").Line().Open("main").Line();
        AppendIntroduction(html, matrix, operations.Count, events.Count);
        VersionCards.Append(html, matrix);
        FindingList.Append(html, findings ?? []);
        FilterBar.Append(html, matrix, operations);
        AppendLegend(html);
        SubjectTable.Append(html, matrix, "operations", "Operations", "operation", operations);
        SubjectTable.Append(html, matrix, "events", "Events", "event", events);
        UnknownOperations.Append(html, matrix);
        DetailList.Append(html, matrix);
        html.Close().Line();
        html.Open("dialog", ("id", "panel"), ("aria-label", "Details of a cell"))
            .Element("button", "×", ("type", "button"), ("class", "close"), ("aria-label", "Close"))
            .Element("div", "", ("class", "body")).Close().Line();
        html.Open("script").Raw(_script).Close().Line();
        return html.Close().Line().Close().Line().ToString();
    }

    private static void AppendHead(HtmlBuilder html)
    {
        // Even if a hostile text got past the escaping, no script but the page's own would run, and nothing would be fetched.
        string policy =
            $"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(_script)))}'; base-uri 'none'; form-action 'none'";
        html.Open("head").Line()
            .Void("meta", ("charset", "utf-8")).Line()
            .Void("meta", ("http-equiv", "Content-Security-Policy"), ("content", policy)).Line()
            .Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1")).Line()
            .Void("meta", ("name", "color-scheme"), ("content", "light dark")).Line()
            .Void("link", ("rel", "icon"), ("href", "data:,")).Line()
            .Element("title", "OpenCode compatibility").Line()
            .Open("style").Raw(_style).Close().Line()
            .Close().Line();
    }

    private static void AppendIntroduction(HtmlBuilder html, CompatibilityMatrix matrix, int operations, int events)
    {
        DateTime at = matrix.Verified.UtcDateTime;
        html.Open("header", ("class", "top")).Line().Element("h1", "OpenCode compatibility").Line();
        if (Verdict.Of(matrix.Versions) is { } verdict)
            html.Open("p", ("class", "advice")).Element("b", verdict.Title).Text(" ").Element("span", verdict.Reason).Close().Line();
        html.Open("p", ("class", "meta"))
            .Text($"{OutcomeText.Number(operations, "operation")} · {OutcomeText.Number(events, "event")} · {OutcomeText.Number(matrix.Versions.Count, "release")} · verified ")
            .Element("time", at.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture), ("datetime",
                at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)))
            .Close().Line().Close().Line()
            .Open("p", ("class", "about"))
            .Text("Which releases the .NET client works with: its operations tried on running servers, the answers decoded strictly. The client is generated from OpenCode ")
            .Element("b", matrix.ClientVersion).Text(".").Close().Line();
    }

    private static void AppendLegend(HtmlBuilder html)
    {
        html.Open("p", ("class", "legend"));
        foreach (Mark mark in Marks.All)
        {
            html.Open("span", ("class", Marks.Class(mark))).Element("i", Marks.Sign(mark), ("aria-hidden", "true")).Text($" {Marks.Word(mark)}");
            if (mark == Mark.ErrorsOnly) html.Element("small", ": what succeeds holds, and only the answers to what is refused differ");
            html.Close().Text(" ");
        }

        html.Close().Line();
    }

    private static string Resource(string name)
    {
        using Stream stream = typeof(HtmlReport).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // A checkout on Windows may have other line ends; the page has the same bytes everywhere.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
