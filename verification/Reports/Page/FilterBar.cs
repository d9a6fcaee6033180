using System.Globalization;
using OpenCode.Verification.Results;

namespace OpenCode.Verification.Reports.Page;

/// <summary>What narrows the tables; shown only where scripts run, because it does nothing without them.</summary>
internal static class FilterBar
{
    public static void Append(HtmlBuilder html, CompatibilityMatrix matrix, IReadOnlyList<SubjectRow> operations)
    {
        html.Open("form", ("id", "filters"), ("role", "search"), ("aria-label", "Filter the tables")).Line()
            .Open("label", ("class", "text")).Element("span", "Text")
            .Void("input", ("type", "search"), ("id", "text"), ("placeholder", "operation, path, event, pointer …"), ("autocomplete", "off"), ("spellcheck",
                "false"))
            .Close().Line()
            .Open("details", ("open", "")).Element("summary", "Filters").Open("div", ("class", "fold")).Line();
        AppendAreas(html, operations);

        html.Open("fieldset").Element("legend", "Outcome");
        foreach (Mark mark in Marks.All)
        {
            html.Open("label", ("class", $"chip {Marks.Class(mark)}"))
                .Void("input", ("type", "checkbox"), ("name", "outcome"), ("value", Marks.Class(mark)), ("checked", ""))
                .Open("span").Element("i", Marks.Sign(mark), ("aria-hidden", "true")).Text($" {Marks.Word(mark)}").Close()
                .Close();
        }

        html.Close().Line().Open("fieldset").Element("legend", "Release");
        for (int i = 0; i < matrix.Versions.Count; i++)
        {
            html.Open("label", ("class", "chip"))
                .Void("input", ("type", "checkbox"), ("name", "version"), ("value", i.ToString(CultureInfo.InvariantCulture)), ("checked", ""))
                .Element("span", matrix.Versions[i].Version)
                .Close();
        }

        html.Close().Line();
        if (matrix.Versions.Count > 1)
        {
            html.Open("label", ("class", "chip lone")).Void("input", ("type", "checkbox"), ("id", "differ"))
                .Element("span", "Only where releases differ").Close().Line();
        }

        html.Element("button", "Reset", ("type", "reset")).Line().Close().Close().Line()
            .Element("output", "", ("id", "shown"), ("aria-live", "polite")).Line().Close().Line();
    }

    private static void AppendAreas(HtmlBuilder html, IReadOnlyList<SubjectRow> operations)
    {
        html.Open("label").Element("span", "Area").Open("select", ("id", "area")).Element("option", "all areas", ("value", ""));
        foreach (IGrouping<bool, string> api in operations.Select(static r => r.Area).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .GroupBy(static a => a.StartsWith("v2 ", StringComparison.Ordinal)))
        {
            html.Open("optgroup", ("label", api.Key ? "second API" : "first API"));
            if (api.Key) html.Element("option", "v2: all", ("value", "v2"));
            foreach (string area in api) html.Element("option", area, ("value", area));
            html.Close();
        }

        html.Close().Close().Line();
    }
}
