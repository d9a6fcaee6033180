using System.Text.Json.Nodes;
using System.Xml.Linq;
using OpenCode.Ctl.Bench.Reports;
using OpenCode.Ctl.Bench.Results;
using OpenCode.Ctl.Bench.Statistics;

namespace OpenCode.Ctl.Tests.Bench;

public sealed class ReportTests
{
    private const string Evil = "<img src=x onerror=alert(1)>\"'&|`\u001b[31m";

    private static readonly BenchSummary _hostile = BenchSamples.Summary(BenchSamples.Result() with
    {
        Run = "r",
        Model = Evil,
        Task = Evil,
        Error = Evil,
        Checks = [new RunCheck(Evil, 1, Evil)],
    });

    [Fact]
    public void Nothing_of_what_agents_and_files_say_becomes_part_of_a_page()
    {
        foreach (string page in new[] { HtmlReport.Of(_hostile), HtmlReport.Of(new BenchComparison(_hostile, _hostile)) })
        {
            Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
            Assert.DoesNotContain("\u001b", page, StringComparison.Ordinal);
            Assert.Contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_page_is_well_formed_and_asks_for_nothing_from_elsewhere()
    {
        BenchSummary summary = BenchSamples.Summary(BenchSamples.Result(), BenchSamples.Result("a/two", passes: false), BenchSamples.Result(task: "y", outcome: "error"));
        foreach (string page in new[] { HtmlReport.Of(summary), HtmlReport.Of(_hostile), HtmlReport.Of(new BenchComparison(summary, summary)) })
        {
            string head = "<!doctype html>\n";
            Assert.StartsWith(head, page, StringComparison.Ordinal);

            // As XML, but for what HTML does not close and XML does not know.
            string body = page[page.IndexOf("<main>", StringComparison.Ordinal)..page.IndexOf("</body>", StringComparison.Ordinal)];
            XElement.Parse(body.Replace("&nbsp;", " ", StringComparison.Ordinal));
            Assert.DoesNotContain("http:", page, StringComparison.Ordinal);
            Assert.DoesNotContain("https:", page, StringComparison.Ordinal);
            Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_table_in_Markdown_keeps_its_cells()
    {
        StringWriter output = new();
        MarkdownReport.Write(output, _hostile);

        string[] rows = [.. output.ToString().Split('\n').Where(static l => l.Contains("onerror", StringComparison.Ordinal) && l.StartsWith('|'))];
        Assert.Equal(2, rows.Length);
        Assert.All(rows, static r => Assert.DoesNotContain("<img", r, StringComparison.Ordinal));
        Assert.Contains("\\|", rows[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_terminal_is_not_steered_by_what_is_printed()
    {
        StringWriter output = new();
        TextReport.Write(output, _hostile);
        TextReport.Write(output, new BenchComparison(_hostile, _hostile));

        Assert.DoesNotContain("\u001b", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_summary_says_medians_quartiles_and_what_a_rate_may_be()
    {
        StringWriter output = new();
        TextReport.Write(output, BenchSamples.Summary(BenchSamples.Result(total: 1), BenchSamples.Result(repeat: 2, total: 3, passes: false)));

        Assert.Contains("50 % (1/2)", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("9 % – 91 %", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("2.00 s (1.50 s – 2.50 s)", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("$0.0500", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_every_figure()
    {
        JsonObject json = JsonReport.Of(BenchSamples.Summary(BenchSamples.Result()));

        Assert.Equal("""{"count":1,"low":10,"median":10,"high":10}""", json["models"]![0]!["total_seconds"]!.ToJsonString());
        Assert.Equal("""{"count":1,"of":1,"rate":1,"low":0.2065,"high":1}""", json["cells"]![0]!["passed"]!.ToJsonString());
    }

    [Fact]
    public void A_comparison_says_how_many_claims_chance_would_make()
    {
        BenchSummary summary = BenchSamples.Summary([.. Enumerable.Range(1, 4).Select(static i => BenchSamples.Result(repeat: i))]);
        StringWriter output = new();
        TextReport.Write(output, new BenchComparison(summary, summary));

        string said = "10 figures were compared: without any difference at all, chance would make up to 0.5 claims.";
        Assert.Contains(said, output.ToString(), StringComparison.Ordinal);
        Assert.Contains("no difference shown", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.421, "0.42 s")]
    [InlineData(12.34, "12.3 s")]
    [InlineData(247, "4:07 min")]
    public void Seconds_are_short(double seconds, string text) => Assert.Equal(text, Figures.Seconds(seconds));
}
