using OpenCode.Ctl.Bench.Statistics;

namespace OpenCode.Ctl.Bench.Reports;

/// <summary>A summary for a pull request or a page.</summary>
internal static class MarkdownReport
{
    public static void Write(TextWriter output, BenchSummary summary)
    {
        output.WriteLine($"## {Cell(summary.Record.Name)}");
        output.WriteLine();
        output.WriteLine(Notes.Of(summary));
        output.WriteLine();
        WriteTable(output, summary.Models, []);
        output.WriteLine();
        WriteTable(output, summary.Cells, ["task"]);
        output.WriteLine();
        output.WriteLine(Notes.Reading);
    }

    public static void Write(TextWriter output, BenchComparison comparison)
    {
        Row(output, "model", "task", "figure", "before", "after", "chance", "verdict");
        Row(output, "---", "---", "---", "---:", "---:", "---:", "---");
        foreach (ComparisonRow row in comparison.Rows)
        {
            string verdict = row.Verdict is Verdict.Better or Verdict.Worse ? $"**{row.Verdict.Name()}**" : row.Verdict.Name();
            Row(
                output, Cell(row.Cell.Model), Cell(row.Cell.Task ?? "all"), row.Measure?.Name ?? "passed", ComparisonCells.Before(row),
                ComparisonCells.After(row), Cell(Figures.Chance(row.Chance)), verdict);
        }

        output.WriteLine();
        foreach (string note in Notes.Of(comparison)) output.WriteLine($"- {Cell(note)}");
    }

    private static void WriteTable(TextWriter output, IEnumerable<BenchCell> cells, string[] first)
    {
        Row(output, [.. first, "model", "passed", "may be", .. Measure.All.Select(static m => m.Name)]);
        Row(output, [.. first.Select(static _ => "---"), "---", "---:", "---:", .. Measure.All.Select(static _ => "---:")]);
        foreach (BenchCell cell in cells)
        {
            string[] names = first.Length == 0 ? [Cell(cell.Model)] : [Cell(cell.Task!), Cell(cell.Model)];
            Row(output, [.. names, Figures.Of(cell.Passed), Figures.Interval(cell.Passed), .. Measure.All.Select(m => Figures.Of(m, cell.Of(m)))]);
        }
    }

    private static void Row(TextWriter output, params string[] cells) => output.WriteLine($"| {string.Join(" | ", cells)} |");

    // What stands in a table must not end its cell, nor become a link, an image or an element.
    private static string Cell(string text)
        => string.Concat(text.Select(static c => c switch
        {
            '|' or '\\' or '`' or '*' or '_' or '[' or ']' or '#' => $"\\{c}",
            '<' => "&lt;",
            '&' => "&amp;",
            _ when char.IsControl(c) => " ",
            _ => c.ToString(),
        }));
}
