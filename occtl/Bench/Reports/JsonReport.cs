using System.Globalization;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Bench.Statistics;

namespace OpenCode.Ctl.Bench.Reports;

/// <summary>A summary for another program.</summary>
internal static class JsonReport
{
    public static JsonObject Of(BenchSummary summary) => new()
    {
        ["name"] = summary.Record.Name,
        ["created_at"] = summary.Record.CreatedAt.ToString("O", CultureInfo.InvariantCulture),
        ["release"] = summary.Record.Release,
        ["planned"] = summary.Planned,
        ["runs"] = summary.Results.Count,
        ["passed"] = summary.Passed.Passed,
        ["money"] = summary.Money,
        ["models"] = new JsonArray([.. summary.Models.Select(Of)]),
        ["cells"] = new JsonArray([.. summary.Cells.Select(Of)]),
    };

    public static JsonObject Of(BenchComparison comparison) => new()
    {
        ["before"] = comparison.Before.Record.Name,
        ["after"] = comparison.After.Record.Name,
        ["most_chance"] = BenchComparison.MostChance,
        ["judged"] = comparison.Judged,
        ["rows"] = new JsonArray([.. comparison.Rows.Select(Of)]),
        ["only_before"] = new JsonArray([.. comparison.OnlyBefore.Select(static n => (JsonNode)n)]),
        ["only_after"] = new JsonArray([.. comparison.OnlyAfter.Select(static n => (JsonNode)n)]),
        ["changed_tasks"] = new JsonArray([.. comparison.ChangedTasks.Select(static n => (JsonNode)n)]),
    };

    private static JsonObject Of(BenchCell cell)
    {
        JsonObject json = new()
        {
            ["model"] = cell.Model,
            ["task"] = cell.Task,
            ["runs"] = cell.Passed.Total,
            ["passed"] = Of(cell.Passed),
            ["money_in_all"] = cell.Money,
        };
        foreach (Measure measure in Measure.All) json[measure.Key] = Of(cell.Of(measure));
        return json;
    }

    private static JsonObject Of(ComparisonRow row) => new()
    {
        ["model"] = row.Cell.Model,
        ["task"] = row.Cell.Task,
        ["figure"] = row.Measure?.Key ?? "passed",
        ["before"] = row.Measure is null ? Of(row.Earlier.Passed) : Of(row.Before),
        ["after"] = row.Measure is null ? Of(row.Cell.Passed) : Of(row.After),
        ["chance"] = Math.Round(row.Chance, 6),
        ["verdict"] = row.Verdict.Key(),
    };

    private static JsonObject Of(PassRate rate) => new()
    {
        ["count"] = rate.Passed,
        ["of"] = rate.Total,
        ["rate"] = Math.Round(rate.Rate, 4),
        ["low"] = Math.Round(rate.Interval.Low, 4),
        ["high"] = Math.Round(rate.Interval.High, 4),
    };

    private static JsonObject? Of(Spread? spread) => spread is null ? null : new JsonObject
    {
        ["count"] = spread.Count,
        ["low"] = Math.Round(spread.Low, 6),
        ["median"] = Math.Round(spread.Median, 6),
        ["high"] = Math.Round(spread.High, 6),
    };
}
