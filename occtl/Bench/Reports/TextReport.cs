using OpenCode.Ctl.Bench.Statistics;
using OpenCode.Ctl.Printing;

namespace OpenCode.Ctl.Bench.Reports;

/// <summary>A summary for a terminal.</summary>
internal static class TextReport
{
    public static void Write(TextWriter output, BenchSummary summary)
    {
        output.WriteLine($"{Clean(summary.Record.Name)}: {Notes.Of(summary)}");
        output.WriteLine();
        WriteTable(output, summary.Models);
        foreach (string task in summary.Record.Tasks)
        {
            output.WriteLine();
            output.WriteLine($"Task {Clean(task)}");
            WriteTable(output, [.. summary.Cells.Where(c => c.Task == task)]);
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
                row.Cell.Model, row.Cell.Task ?? "all", row.Measure?.Name ?? "passed", ComparisonCells.Before(row), ComparisonCells.After(row),
                Figures.Chance(row.Chance), row.Verdict.Name());
        }

        table.Write(output);
        output.WriteLine();
        foreach (string note in Notes.Of(comparison)) output.WriteLine(Clean(note));
    }

    private static void WriteTable(TextWriter output, IReadOnlyList<BenchCell> cells)
    {
        TextTable table = new("model", "passed", "may be", "first token", "total", "tokens", "money");
        foreach (BenchCell cell in cells)
        {
            string interval = cell.Passed.Total == 0 ? "" : Figures.Interval(cell.Passed);
            table.Add([cell.Model, Figures.Of(cell.Passed), interval, .. Measure.All.Select(m => Figures.Of(m, cell.Of(m)))]);
        }

        table.Write(output);
    }

    // Names come from files, and must not move the cursor; cells of a table are cleaned by it.
    private static string Clean(string text) => new([.. text.Select(static c => char.IsControl(c) ? ' ' : c)]);
}

/// <summary>The figures of a comparison.</summary>
internal static class ComparisonCells
{
    public static string Before(ComparisonRow row) => row.Measure is { } measure ? Figures.Of(measure, row.Before) : Figures.Of(row.Earlier.Passed);

    public static string After(ComparisonRow row) => row.Measure is { } measure ? Figures.Of(measure, row.After) : Figures.Of(row.Cell.Passed);
}
