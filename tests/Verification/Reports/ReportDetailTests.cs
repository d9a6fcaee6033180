using System.Xml.Linq;
using OpenCode.Verification;
using OpenCode.Verification.Reports;
using OpenCode.Verification.Results;
using Xunit;

namespace OpenCode.Verification.Tests.Reports;

/// <summary>What each of the smaller reports promises its reader.</summary>
public sealed class ReportDetailTests
{
    [Theory]
    [InlineData("null")]
    [InlineData(SampleMatrix.Hostile)]
    public void Text_fits_100_columns(string found)
        => Assert.All(TextReport.Render(SampleMatrix.Create(found)).Split('\n'), l => Assert.InRange(l.Length, 0, 100));

    [Fact]
    public void Text_has_escape_sequences_only_when_colored()
    {
        Assert.Contains("\e[31m", TextReport.Render(SampleMatrix.Create(), colored: true), StringComparison.Ordinal);
        Assert.DoesNotContain('\e', TextReport.Render(SampleMatrix.Create()));
    }

    [Fact]
    public void Text_leaves_out_what_is_held()
    {
        string text = TextReport.Render(SampleMatrix.Create());

        Assert.DoesNotContain("session.list", text, StringComparison.Ordinal);
        Assert.Contains("v2 session 1", text, StringComparison.Ordinal);
        Assert.Contains("GET /app", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_can_be_read_back()
    {
        string json = JsonReport.Render(SampleMatrix.Create("\"quoted\""));

        CompatibilityMatrix matrix = JsonReport.Read(json);
        Assert.Equal(json, JsonReport.Render(matrix));
        Assert.Equal(TimeSpan.FromSeconds(125.5), matrix.Versions[0].Duration);
        Assert.Contains("\"outcome\": \"notReachable\"", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"clientVersion":"1","verified":"2026-01-01T00:00:00Z","versions":[{"version":"1.0.0"}]}""")]
    [InlineData("""{"clientVersion":"1","verified":"2026-01-01T00:00:00Z","versions":null}""")]
    public void What_is_no_such_json_is_refused(string json) => Assert.Throws<System.Text.Json.JsonException>(() => JsonReport.Read(json));

    [Fact]
    public void JUnit_has_a_suite_a_release_and_a_case_a_subject()
    {
        List<XElement> suites = [.. XDocument.Parse(JUnitReport.Render(SampleMatrix.Create(SampleMatrix.Hostile))).Root!.Elements("testsuite")];

        Assert.Equal(["OpenCode 1.18.33", "OpenCode 1.0.0", "OpenCode 0.0.9"], suites.Select(s => (string)s.Attribute("name")!));
        Assert.Equal(["4/2/0/1", "3/1/0/1", "1/0/1/0"],
            suites.Select(
                s => $"{s.Attribute("tests")!.Value}/{s.Attribute("failures")!.Value}/{s.Attribute("errors")!.Value}/{s.Attribute("skipped")!.Value}"));
        Assert.All(suites, s =>
        {
            Assert.Equal((int)s.Attribute("tests")!, s.Elements("testcase").Count());
            Assert.Equal((int)s.Attribute("failures")!, s.Descendants("failure").Count());
            Assert.Equal((int)s.Attribute("skipped")!, s.Descendants("skipped").Count());
        });
        Assert.Contains("/*/time: WrongType", suites[0].Descendants("failure").First().Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, "")]
    [InlineData(10, 10, "")]
    [InlineData(11, 10, "::error title=2 more::")]
    [InlineData(500, 10, "::error title=491 more::")]
    public void GitHub_gets_at_most_ten_annotations(int drifted, int lines, string last)
    {
        string[] annotations = GitHubAnnotations.Render(SampleMatrix.WithDrifted(drifted)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(lines, annotations.Length);
        Assert.StartsWith(last, annotations.LastOrDefault() ?? "", StringComparison.Ordinal);
        Assert.All(annotations, a => Assert.StartsWith("::error title=", a, StringComparison.Ordinal));
    }

    [Fact]
    public void GitHub_gets_one_annotation_for_all_releases_of_a_subject()
        => Assert.Contains(
            "::error title=session.prompt drifted in 1.18.33%2C 1.0.0::200 /*/time: WrongType, expected a number, found null\n",
            GitHubAnnotations.Render(SampleMatrix.Create()),
            StringComparison.Ordinal);

    [Fact]
    public void Markdown_cuts_off_a_table_that_is_too_long()
    {
        string text = MarkdownReport.Render(SampleMatrix.WithDrifted(150), ["One thing."]);

        Assert.Contains("… and 50 more rows.", text, StringComparison.Ordinal);
        Assert.Contains("\n- One thing.\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- One.\n- Two\n  goes on.\n* Three.", "One.|Two goes on.|Three.")]
    [InlineData("# Findings\r\n\r\nOne\r\ngoes on.\r\n\r\nTwo.", "One goes on.|Two.")]
    [InlineData("1. One.\n2. 1.18 is two.\n\n\n", "One.|1.18 is two.")]
    [InlineData("", "")]
    public void Findings_are_paragraphs_or_items(string text, string findings) => Assert.Equal(findings, string.Join('|', FindingsText.Parse(text)));

    [Theory]
    [InlineData("/session/{sessionID}", null, "session")]
    [InlineData("/api/session/{sessionID}", null, "v2 session")]
    [InlineData("/api", null, "v2")]
    [InlineData("/", null, "root")]
    [InlineData("/event", "session.idle", "session")]
    public void An_area_is_the_first_segment(string path, string? eventType, string area)
        => Assert.Equal(area, SubjectRow.AreaOf(SampleMatrix.Subject("x", "GET", path, Outcome.Held) with { EventType = eventType }));
}
