using System.Globalization;
using System.Text;
using OpenCode.Ctl.Bench.Results;
using OpenCode.Ctl.Bench.Statistics;

namespace OpenCode.Ctl.Bench.Reports;

/// <summary>A page to look at, in one file.</summary>
internal static class HtmlReport
{
    private const int MostFailures = 200;

    public static string Of(BenchSummary summary)
    {
        StringBuilder body = new();
        BenchRecord record = summary.Record;
        string when = record.CreatedAt.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        Line(body, $"<h1>{Html.Text(record.Name)}</h1>");
        Line(body, $"<p class=\"soft\">{when}{(record.Release is { } release ? $", OpenCode {Html.Text(release)}" : "")}</p>");
        Line(body, "<div class=\"tiles\">");
        Tile(body, summary.Results.Count == summary.Planned ? $"{summary.Planned}" : $"{summary.Results.Count} of {summary.Planned}", "runs");
        Tile(body, Figures.Percent(summary.Passed.Rate), $"{summary.Passed.Passed} passed");
        Tile(body, Figures.Money((double)summary.Money), "in all");
        Tile(body, Figures.Count(summary.Results.Sum(static r => (double)r.Tokens.Total)), "tokens");
        Line(body, "</div>");
        if (summary.Results.Count < summary.Planned || summary.NotTheModels > 0) Line(body, $"<p class=\"small soft\">{Html.Text(Notes.Of(summary))}</p>");
        Line(body, "<h2>Models</h2>");
        Table(body, summary.Models);
        if (record.Tasks.Count > 1) Grid(body, summary);
        foreach (string task in record.Tasks.Where(_ => record.Tasks.Count > 1))
        {
            Line(body, $"<h2>{Html.Text(task)}</h2>");
            Table(body, [.. summary.Cells.Where(c => c.Task == task)]);
        }

        Failures(body, summary);
        Line(body, $"<h2>How to read it</h2>\n<p class=\"small soft\">{Html.Text(Notes.Reading)} A bar goes to the median, on the scale of its column in its table; the line beneath it lies over the middle half of the "
            + "values, or, for passes, over what the rate may be, were there any number of runs (Wilson, 95 %).</p>");
        return Html.Page(record.Name, body.ToString());
    }

    public static string Of(BenchComparison comparison)
    {
        StringBuilder body = new();
        string title = $"{comparison.Before.Record.Name} and {comparison.After.Record.Name}";
        if (comparison.Before.Record.Name == comparison.After.Record.Name) title = $"{comparison.After.Record.Name}: before and after";
        ComparisonRow[] claims = [.. comparison.Claims];
        Line(body, $"<h1>{Html.Text(title)}</h1>");
        Line(body, "<div class=\"tiles\">");
        Tile(body, $"{claims.Count(static r => r.Verdict == Verdict.Better)}", "better");
        Tile(body, $"{claims.Count(static r => r.Verdict == Verdict.Worse)}", "worse");
        Tile(body, $"{comparison.Judged - claims.Length}", "no difference shown");
        Line(body, "</div>");
        foreach (IGrouping<string, ComparisonRow> task in comparison.Rows.GroupBy(static r => r.Cell.Task ?? ""))
        {
            Line(body, $"<h2>{(task.Key.Length == 0 ? "All tasks" : Html.Text(task.Key))}</h2>");
            Line(body, "<div class=\"card\"><table class=\"wide\"><thead><tr><th>model</th><th>figure</th><th>before</th><th>after</th><th>chance</th><th>verdict</th></tr></thead><tbody>");
            foreach (ComparisonRow row in task)
            {
                string kind = row.Verdict switch
                {
                    Verdict.Better => "good",
                    Verdict.Worse => "bad",
                    _ => "none",
                };
                Line(body, $"<tr><th scope=\"row\">{Html.Text(row.Cell.Model)}</th>{Cell("figure", Html.Text(row.Measure?.Name ?? "passed"))}{Cell("before", Html.Text(ComparisonCells.Before(row)))}"
                    + $"{Cell("after", Html.Text(ComparisonCells.After(row)))}{Cell("chance", Html.Text(Figures.Chance(row.Chance)))}{Cell("verdict", Html.Chip(row.Verdict.Name(), kind))}</tr>");
            }

            Line(body, "</tbody></table></div>");
        }

        Line(body, "<h2>How to read it</h2>\n<ul>");
        foreach (string note in Notes.Of(comparison)) Line(body, $"<li>{Html.Text(note)}</li>");
        Line(body, "</ul>");
        return Html.Page(title, body.ToString());
    }

    private static void Table(StringBuilder body, IReadOnlyList<BenchCell> cells)
    {
        Line(body, $"<div class=\"card\"><table class=\"wide\"><thead><tr><th>model</th><th>passed</th>{string.Concat(Measure.All.Select(static m => $"<th>{m.Name}</th>"))}</tr></thead><tbody>");
        double[] most = [.. Measure.All.Select(m => cells.Max(c => c.Of(m)?.High ?? 0))];
        foreach (BenchCell cell in cells)
        {
            IEnumerable<string> ranges = Measure.All.Select((m, i) => Cell(m.Name, Html.Range(m, cell.Of(m), most[i])));
            Line(body, $"<tr><th scope=\"row\">{Html.Text(cell.Model)}</th><td class=\"whole\" data-name=\"passed\">{Html.Pass(cell.Passed)}</td>{string.Concat(ranges)}</tr>");
        }

        Line(body, "</tbody></table></div>");
    }

    // Who can do what, at one look.
    private static void Grid(StringBuilder body, BenchSummary summary)
    {
        Line(body, "<h2>Passed, by task</h2>");
        Line(body, $"<div class=\"card grid\"><table><thead><tr><th>task</th>{string.Concat(summary.Record.Models.Select(static m => $"<th>{Html.Text(m)}</th>"))}</tr></thead><tbody>");
        foreach (IGrouping<string?, BenchCell> task in summary.Cells.GroupBy(static c => c.Task))
            Line(body, $"<tr><th scope=\"row\">{Html.Text(task.Key!)}</th>{string.Concat(task.Select(static c => $"<td>{Chip(c.Passed)}</td>"))}</tr>");
        Line(body, "</tbody></table></div>");
    }

    private static string Chip(PassRate rate) => rate.Total == 0
        ? Html.Chip(Figures.None, "none")
        : Html.Chip($"{rate.Passed}/{rate.Total}", rate.Passed == rate.Total ? "good" : rate.Passed == 0 ? "bad" : "even");

    private static void Failures(StringBuilder body, BenchSummary summary)
    {
        RunResult[] failed = [.. summary.Results.Where(static r => !r.Passed).OrderBy(static r => r.Run, StringComparer.Ordinal)];
        if (failed.Length == 0) return;
        Line(body, $"<h2>Runs that did not pass</h2>\n<div class=\"card\">");
        foreach (RunResult run in failed.Take(MostFailures))
        {
            RunCheck[] checks = [.. run.Checks.Where(static c => c.ExitCode != 0)];
            string why = run.Outcome != RunOutcome.Completed ? run.Outcome.Replace('_', ' ') : $"{checks.Length} of {run.Checks.Count} checks failed";
            StringBuilder detail = new();
            if (run.Error is { } error) detail.Append(error).Append('\n');
            foreach (RunCheck check in checks) detail.Append(CultureInfo.InvariantCulture, $"$ {check.Command}\n{check.LastLines}{(check.LastLines.Length > 0 ? "\n" : "")}exit code {check.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "none: it took too long"}\n");
            Line(body, $"<details><summary>{Html.Text(run.Model)}, {Html.Text(run.Task)}, {run.Repeat}: {Html.Text(why)}</summary><pre>{Html.Text(detail.ToString().TrimEnd())}</pre></details>");
        }

        Line(body, "</div>");
        if (failed.Length > MostFailures) Line(body, $"<p class=\"small soft\">And {failed.Length - MostFailures} more, which results.jsonl has.</p>");
    }

    private static void Tile(StringBuilder body, string value, string name) => Line(body, $"<div class=\"tile\"><b>{Html.Text(value)}</b><span>{Html.Text(name)}</span></div>");

    private static string Cell(string name, string content) => $"<td data-name=\"{name}\">{content}</td>";

    private static void Line(StringBuilder body, string text) => body.Append(text).Append('\n');
}
