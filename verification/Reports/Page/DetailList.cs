using System.Globalization;
using OpenCode.Core.Operations;
using OpenCode.Verification.Results;
using OpenCode.Verification.Wording;

namespace OpenCode.Verification.Reports.Page;

/// <summary>The reasons and differences behind the cells: what a script shows beside the table, and a list where none runs.</summary>
internal static class DetailList
{
    public static void Append(HtmlBuilder html, CompatibilityMatrix matrix)
    {
        html.Open("section", ("id", "details"), ("aria-labelledby", "details-title")).Line().Element("h2", "Details", ("id", "details-title")).Line();
        foreach (VersionResult version in matrix.Versions)
        {
            foreach (SubjectResult subject in version.Operations.Concat(version.Events).Where(PageNames.HasDetails)) AppendDetail(html, version, subject);
        }

        html.Close().Line();
    }

    private static void AppendDetail(HtmlBuilder html, VersionResult version, SubjectResult subject)
    {
        string evidence = OutcomeText.Evidence(subject);
        Mark mark = Marks.Of(subject);
        html.Open("article", ("class", $"detail {Marks.Class(mark)}"), ("id", PageNames.Anchor(version.Version, subject)))
            .Open("h3").Element("b", subject.EventType ?? subject.Operation).Text(" ").Element("small", version.Version).Close()
            .Open("p", ("class", "verdict")).Open("span", ("class", "tag")).Element("i", Marks.Sign(mark), ("aria-hidden", "true"))
            .Text($" {(mark == Mark.ErrorsOnly ? "drifted in errors only" : Marks.Word(mark))}").Close();
        if (evidence.Length > 0) html.Text(" ").Element("small", evidence);
        html.Close();
        if (subject.Reason is { } reason) html.Element("p", reason, ("class", "reason"));
        if (subject.Drifts.Count > 0)
        {
            html.Open("ul");
            foreach (Drift drift in OutcomeText.Sorted(subject.Drifts)) AppendDrift(html, drift);
            html.Close();
        }

        html.Close().Line();
    }

    private static void AppendDrift(HtmlBuilder html, Drift drift)
    {
        html.Open("li", ("class", drift.KnownReason is null ? null : "explained"))
            .Open("p", ("class", "place")).Element("code", drift.Pointer.Length == 0 ? "whole answer" : drift.Pointer).Text(" ").Element("b", drift.Kind)
            .Close()
            .Open("dl")
            .Element("dt", "expected").Open("dd").Element("code", drift.Expected).Close()
            .Element("dt", "found").Open("dd").Element("code", drift.Found).Close()
            .Close()
            .Element("p",
                string.Create(CultureInfo.InvariantCulture,
                    $"seen {Times(drift.Count)} in {(drift.Source == DriftSource.Pact ? "pacts" : "traffic")}, status {drift.Status}{(drift.EventType is null ? "" : $", event {drift.EventType}")}"), ("class", "seen"));
        if (drift.KnownReason is { } known) html.Open("p", ("class", "why")).Element("b", "Known:").Text($" {known}").Close();
        html.Close();
    }

    private static string Times(int count) => count == 1 ? "once" : count == 2 ? "twice" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} times");
}
