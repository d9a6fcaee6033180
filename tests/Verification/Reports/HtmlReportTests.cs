using System.Text.RegularExpressions;
using System.Xml.Linq;
using OpenCode.Verification;
using OpenCode.Verification.Reports;
using OpenCode.Verification.Results;
using Xunit;

namespace OpenCode.Verification.Tests.Reports;

/// <summary>The page is well-formed, whole, small, and needs nothing from elsewhere.</summary>
public sealed partial class HtmlReportTests
{
    private const int MostBytes = 1_000_000;

    private static readonly string[] _fetching = ["src", "srcset", "data", "poster", "action", "formaction", "background"];

    private static readonly string[] _releases = ["1.0.0", "1.2.27", "1.14.41", "1.17.19", "1.18.33"];

    [Theory]
    [InlineData("null")]
    [InlineData(SampleMatrix.Hostile)]
    public void The_page_is_well_formed(string found)
        => Assert.Equal("html", Parse(HtmlReport.Render(SampleMatrix.Create(found), [found])).Root!.Name.LocalName);

    [Fact]
    public void The_page_fetches_nothing()
    {
        string html = HtmlReport.Render(SampleMatrix.Create(), ["a finding"]);
        XDocument page = Parse(html);

        Assert.DoesNotContain(page.Descendants().Attributes(), a => _fetching.Contains(a.Name.LocalName));
        Assert.All(page.Descendants().Attributes("href"), a => Assert.True(a.Value.StartsWith('#') || a.Value == "data:,", a.Value));
        Assert.DoesNotMatch(Loading(), html);
        Assert.Contains("default-src 'none'", (string)page.Descendants("meta").First(m => m.Attribute("http-equiv") is not null).Attribute("content")!,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Every_operation_has_a_row_with_a_cell_for_every_release()
    {
        CompatibilityMatrix matrix = FullMatrix();
        XElement table = Parse(HtmlReport.Render(matrix)).Descendants("table").Single(t => (string?)t.Attribute("id") == "operations");

        Dictionary<string, int> rows = table.Descendants("tr").Where(r => r.Parent!.Name.LocalName == "tbody" && r.Attribute("class") is null)
            .ToDictionary(r => r.Element("th")!.Element("b")!.Value, r => r.Elements("td").Count());
        Assert.Equal(OperationCatalog.All.Select(o => o.Id).Order(), rows.Keys.Order());
        Assert.All(rows.Values, cells => Assert.Equal(matrix.Versions.Count, cells));
    }

    [Fact]
    public void Every_link_of_a_cell_leads_to_its_details()
    {
        XDocument page = Parse(HtmlReport.Render(SampleMatrix.Create(SampleMatrix.Hostile)));
        HashSet<string> ids = [.. page.Descendants().Attributes("id").Select(a => a.Value)];
        List<string> links = [.. page.Descendants("a").Select(a => Uri.UnescapeDataString(((string)a.Attribute("href")!)[1..]))];

        Assert.Equal(5, links.Count);
        Assert.All(links, l => Assert.Contains(l, ids));
    }

    [Fact]
    public void A_release_that_could_not_run_has_its_reason_and_empty_cells()
    {
        XDocument page = Parse(HtmlReport.Render(SampleMatrix.Create()));

        Assert.Contains(page.Descendants("p"), p => p.Value == "npm failed: null");
        Assert.Equal(5, page.Descendants("td").Count(t => (string?)t.Attribute("class") == "unknown"));
    }

    [Fact]
    public void Findings_are_numbered_items_with_code_set_as_such()
    {
        XElement item = Parse(HtmlReport.Render(SampleMatrix.Create(), ["`a` is `b` and ` stays"])).Descendants("ol").Single().Elements("li").Single();

        Assert.Equal("a is b and ` stays", item.Value);
        Assert.Equal(["a", "b"], item.Descendants("code").Select(c => c.Value));
    }

    [Fact]
    public void Five_releases_of_the_whole_catalog_stay_under_a_megabyte()
        => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(HtmlReport.Render(FullMatrix())), 100_000, MostBytes);

    // Every second operation drifted in two places, which is far more than any release does.
    private static CompatibilityMatrix FullMatrix() => SampleMatrix.Create() with
    {
        Versions =
        [
            .. _releases.Select(v => new VersionResult
            {
                Version = v,
                Operations =
                [
                    .. OperationCatalog.All.Select(
                        (o, i) => SampleMatrix.Subject(o.Id, o.Method.Method, o.PathTemplate, i % 2 == 0 ? Outcome.Held : Outcome.Drifted) with
                    {
                        Drifts = i % 2 == 0 ? [] : [SampleMatrix.Drift(o.Id, "null"), SampleMatrix.Drift(o.Id, "a text")],
                    }),
                ],
            }),
        ],
    };

    // What is inside a style or a script is no markup.
    private static XDocument Parse(string html)
        => XDocument.Parse(StyleOrScript().Replace(html, "<$1/>").Replace("<!DOCTYPE html>", "", StringComparison.Ordinal));

    [GeneratedRegex("<(style|script)>.*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex StyleOrScript();

    [GeneratedRegex(@"@import|url\(|fetch\(|XMLHttpRequest|import\(|sendBeacon|WebSocket")]
    private static partial Regex Loading();
}
