using OpenCode.Ctl.Bench.Statistics;
using OpenCode.Ctl.Printing;

namespace OpenCode.Ctl.Bench.Reports;

/// <summary>A summary for a terminal.</summary>
internal static class TextReport
{
    public static void Write(TextWriter output, BenchSummary summary)
    {
        output.WriteLine($"{summary.Record.Name}: {Notes.Of(summary)}");
        output.WriteLine();
        WriteTable(output, "model", summary.Models, static c => c.Model);
        foreach (string task in summary.Record.Tasks)
        {
            output.WriteLine();
            WriteTable(output, task, [.. summary.Cells.Where(c => c.Task == task)], static c => c.Model);
        }

        output.WriteLine();
        output.WriteLine(Notes.Reading);
    }

    public static void Write(TextWriter output, BenchComparison comparison)
    {
        TextTable table = new("model", "task", "figure", "before", "after", "chance", "verdict");
        foreach (ComparisonRow row in comparison.Rows)
        {
            table.Add(
                row.Cell.Model, row.Cell.Task ?? "all", row.Measure?.Name ?? "passed", ComparisonCells.Before(row), ComparisonCells.After(row), Figures.Chance(row.Chance),
                row.Verdict.Name());
        }

        table.Write(output);
        output.WriteLine();
        foreach (string note in Notes.Of(comparison)) output.WriteLine(note);
    }

    private static void WriteTable(TextWriter output, string title, IReadOnlyList<BenchCell> cells, Func<BenchCell, string> name)
    {
        TextTable table = new(title, "passed", "may be", "first token", "total", "tokens", "money");
        foreach (BenchCell cell in cells)
        {
            table.Add(
                [name(cell), Figures.Of(cell.Passed), cell.Passed.Total == 0 ? "" : Figures.Interval(cell.Passed), .. Measure.All.Select(m => Figures.Of(m, cell.Of(m)))]);
        }

        table.Write(output);
    }
}

/// <summary>The figures of a comparison.</summary>
internal static class ComparisonCells
{
    public static string Before(ComparisonRow row) => row.Measure is { } measure ? Figures.Of(measure, row.Before) : Figures.Of(row.Earlier.Passed);

    public static string After(ComparisonRow row) => row.Measure is { } measure ? Figures.Of(measure, row.After) : Figures.Of(row.Cell.Passed);
}
