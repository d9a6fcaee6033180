using System.Text.RegularExpressions;
using System.Xml.Linq;
using OpenCode.Verification.Reports;
using OpenCode.Verification.Reports.Page;
using OpenCode.Verification.Results;
using Xunit;

namespace OpenCode.Verification.Tests.Reports;

/// <summary>The page begins with what to do, has the newest release first, and tells errors from what matters more.</summary>
public sealed partial class PageContentTests
{
    /// <summary>The releases as they are given, and the verdict: "held/drifted/absent", or nothing for one that could not be verified.</summary>
    public static TheoryData<string, string, string> Verdicts => new()
    {
        { "1.2.0 9/0/0, 1.10.0 9/0/0, 1.9.0 9/0/0", "Use 1.10.0", "It is the newest of these releases in which nothing differs: 9 of 9 operations hold." },
        { "1.0.0 9/0/0, 1.1.0 8/1/0, 1.2.0", "Use 1.0.0", "It is the newest of these releases in which nothing differs: 9 of 9 operations hold." },
        { "1.0.0 9/0/0, 1.0.1-beta 9/0/0", "Use 1.0.1-beta", "It is the newest of these releases in which nothing differs: 9 of 9 operations hold." },
        { "1.0.0 2/0/7", "Use 1.0.0", "Nothing in it differs: 2 of 9 operations hold." },
        { "1.0.0 5/4/0, 1.1.0 8/1/0, 1.2.0 7/2/0", "Use 1.1.0 with care", "In every release something differs or is missing, and least in this one: 1 operation differs." },
        { "1.0.0 7/2/0, 1.1.0 7/2/0", "Use 1.1.0 with care", "In every release something differs or is missing, and least in this one: 2 operations differ." },
        { "1.0.0 1/1/7, 1.1.0 5/3/1", "Use 1.1.0 with care", "In every release something differs or is missing, and least in this one: 3 operations differ, 1 operation is missing." },
        { "1.0.0 7/2/0", "Use 1.0.0 with care", "Not everything holds in it: 2 operations differ." },
        { "1.0.0 0/0/0", "Use 1.0.0 with care", "Not everything holds in it: nothing could be reached." },
        { "1.0.0, 1.1.0", "No verdict", "None of these releases could be verified." },
    };

    [Theory]
    [MemberData(nameof(Verdicts))]
    public void The_verdict_follows_from_the_releases(string releases, string title, string reason)
    {
        CompatibilityMatrix matrix = SampleMatrix.Create() with { Versions = [.. releases.Split(", ").Select(Release)] };

        XElement advice = Parse(HtmlReport.Render(matrix)).Descendants("p").Single(static p => (string?)p.Attribute("class") == "advice");

        Assert.Equal((title, reason), (advice.Element("b")!.Value, advice.Element("span")!.Value));
    }

    [Fact]
    public void The_verdict_says_what_could_not_be_reached_and_what_differs_in_errors_only()
    {
        VersionResult sample = SampleMatrix.Create().Versions[0];
        VersionResult held = sample with { Operations = [sample.Operations[0], sample.Operations[2]], Events = [] };
        VersionResult refusing = sample with { Operations = [Drifted(Drift(400)), Drifted(Drift(200))] };

        Assert.Equal("Nothing in it differs: 1 of 2 operations hold, and 1 operation could not be reached.", Verdict.Of([held])!.Reason);
        Assert.Equal("Not everything holds in it: 2 operations (1 of them in errors only) and 1 event differ.", Verdict.Of([refusing])!.Reason);
        Assert.Null(Verdict.Of([]));
    }

    [Fact]
    public void The_newest_release_is_first_in_every_place()
    {
        VersionResult[] versions = [Strange("1.2.27"), Strange("1.18.33"), Strange("1.18.33-rc1"), Strange("1.9.0")];
        CompatibilityMatrix matrix = SampleMatrix.Create() with { Versions = versions };
        XDocument page = Parse(HtmlReport.Render(matrix));
        string[] expected = ["1.18.33", "1.18.33-rc1", "1.9.0", "1.2.27"];

        Assert.Equal(expected, page.Descendants("thead").First().Descendants("span").Select(static s => s.Value));
        Assert.Equal(expected, Having(page, "article", "card").Select(static c => c.Descendants("h2").Single().Value));
        Assert.Equal(expected, page.Descendants("input").Where(static i => (string?)i.Attribute("name") == "version").Select(static i => i.Parent!.Value));
        Assert.Equal(expected, Having(page, "section", "strange").Single().Descendants("b").Select(static b => b.Value));
        Assert.Equal(expected, Having(page, "article", "detail drifted").Select(static a => a.Descendants("small").First().Value));
    }

    /// <summary>The differences of a subject that drifted, and its mark.</summary>
    public static TheoryData<Drift[], string> Marked => new()
    {
        { [Drift(400)], "errors" },
        { [Drift(400), Drift(404), Drift(500)], "errors" },
        { [Drift(400), Drift(200) with { KnownReason = "It is known." }], "errors" },
        { [Drift(400) with { Kind = "Status", Expected = "404", Source = DriftSource.Pact }], "errors" },
        { [Drift(415) with { Kind = "Status", Expected = "200 or 400" }], "errors" },
        { [Drift(400), Drift(200)], "drifted" },
        { [Drift(200) with { Kind = "Status", Expected = "404", Source = DriftSource.Pact }], "drifted" },
        { [Drift(400) with { Kind = "Status", Expected = "200", Source = DriftSource.Pact }], "drifted" },
        { [Drift(400), Drift(400) with { Kind = "Status", Expected = "204", Source = DriftSource.Pact }], "drifted" },
        { [], "drifted" },
    };

    [Theory]
    [MemberData(nameof(Marked))]
    public void A_subject_that_differs_in_errors_only_has_a_mark_of_its_own(Drift[] drifts, string mark)
    {
        var version = new VersionResult { Version = "1.0.0", Operations = [Drifted(drifts)] };
        XDocument page = Parse(HtmlReport.Render(SampleMatrix.Create() with { Versions = [version] }));

        XElement cell = page.Descendants("td").Single();
        Assert.Equal(mark, (string)cell.Attribute("class")!);
        Assert.StartsWith(mark == "errors" ? "≈errors only" : "≠drifted", cell.Value, StringComparison.Ordinal);
        Assert.All(Having(page, "article", $"detail {mark}"), static a => Assert.NotNull(a.Attribute("id")));
        Assert.Contains(page.Descendants("input"), i => (string?)i.Attribute("value") == mark);
        Assert.Contains(Having(page, "p", "legend").Single().Elements("span"), s => (string?)s.Attribute("class") == mark);
    }

    [Theory]
    [InlineData("One. Two goes on. Three.", "One", "Two goes on. Three.")]
    [InlineData("Only one sentence.", "Only one sentence.", "")]
    [InlineData("No full stop", "No full stop", "")]
    [InlineData("1.17.19 and 1.18.33 are alike. 2 of 3.", "1.17.19 and 1.18.33 are alike", "2 of 3.")]
    [InlineData("Up to 1.14.41, e.g. here, it differs! Look.", "Up to 1.14.41, e.g. here, it differs!", "Look.")]
    [InlineData("It says \"no.\" Then it ends.", "It says \"no.\"", "Then it ends.")]
    [InlineData("`a. B` is code. So.", "`a. B` is code", "So.")]
    [InlineData("Wait... What?", "Wait...", "What?")]
    [InlineData("", "", "")]
    public void The_first_sentence_of_a_finding_is_its_headline(string finding, string headline, string text)
        => Assert.Equal((headline, text), FindingList.Split(finding));

    [Fact]
    public void A_finding_of_several_sentences_is_a_headline_over_the_rest()
    {
        XElement item = Parse(HtmlReport.Render(SampleMatrix.Create(), ["It `differs`. In `two` places."])).Descendants("ol").Single().Elements("li").Single();

        Assert.Equal("It differs", item.Descendants("h3").Single().Value);
        Assert.Equal("In two places.", item.Element("details")!.Element("p")!.Value);
        Assert.NotNull(item.Element("details")!.Attribute("open"));
    }

    private static VersionResult Release(string described)
    {
        string[] parts = described.Split(' ');
        if (parts.Length == 1) return new VersionResult { Version = parts[0], CouldNotRun = "npm failed" };
        int[] counts = [.. parts[1].Split('/').Select(int.Parse)];
        Outcome[] outcomes = [Outcome.Held, Outcome.Drifted, Outcome.Absent];
        return new VersionResult
        {
            Version = parts[0],
            Operations = [.. outcomes.SelectMany((o, i) => Enumerable.Range(0, counts[i]).Select(n => SampleMatrix.Subject($"{o}{n}", "GET", "/x", o)))],
        };
    }

    private static VersionResult Strange(string version)
        => new() { Version = version, Operations = [Drifted(Drift(200))], UnknownOperations = ["GET /app"] };

    private static SubjectResult Drifted(params Drift[] drifts) => SampleMatrix.Subject("a.b", "GET", "/a", Outcome.Drifted) with { Drifts = drifts };

    private static Drift Drift(int status) => SampleMatrix.Drift("a.b", "null") with { Status = status };

    private static IEnumerable<XElement> Having(XDocument page, string tag, string name)
        => page.Descendants(tag).Where(e => (string?)e.Attribute("class") == name);

    private static XDocument Parse(string html)
        => XDocument.Parse(StyleOrScript().Replace(html, "<$1/>").Replace("<!DOCTYPE html>", "", StringComparison.Ordinal));

    [GeneratedRegex("<(style|script)>.*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex StyleOrScript();
}
