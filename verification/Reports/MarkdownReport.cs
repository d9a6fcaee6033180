using System.Globalization;
using System.Text;
using OpenCode.Core.Operations;
using OpenCode.Verification.Results;
using OpenCode.Verification.Wording;

namespace OpenCode.Verification.Reports;

/// <summary>The matrix as GitHub-flavoured Markdown, made for a job summary.</summary>
public static class MarkdownReport
{
    // A job summary may have 1 MiB; a release with more differences than this is told by its counts.
    private const int MostRows = 100;

    /// <summary>Writes the matrix; the same one gives the same bytes.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="findings">The most important findings, if somebody has put them into words.</param>
    public static string Render(CompatibilityMatrix matrix, IReadOnlyList<string>? findings = null)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var text = new StringBuilder("## OpenCode compatibility\n\n");
        text.Append(CultureInfo.InvariantCulture,
            $"The client is generated from OpenCode {Escape(matrix.ClientVersion)}; verified against running servers on {matrix.Verified.UtcDateTime:yyyy-MM-dd HH:mm} UTC.\n\n");
        foreach (string finding in findings ?? []) text.Append("- ").Append(Escape(finding)).Append('\n');
        if (findings is { Count: > 0 }) text.Append('\n');

        AppendCounts(text, matrix);
        foreach (VersionResult version in matrix.Versions) AppendVersion(text, version);
        return text.ToString();
    }

    private static void AppendCounts(StringBuilder text, CompatibilityMatrix matrix)
    {
        text.Append("| release | ✓ held | ≠ drifted | ○ not reachable | – absent | events: ✓ / ≠ / ○ / – | time |\n|---|--:|--:|--:|--:|--:|--:|\n");
        foreach (VersionResult version in matrix.Versions)
        {
            OutcomeCounts o = version.OperationCounts;
            OutcomeCounts e = version.EventCounts;
            text.Append(CultureInfo.InvariantCulture, $"| {Escape(OutcomeText.Release(version))} | ");
            text.Append(version.CouldNotRun is null
                ? string.Create(CultureInfo.InvariantCulture,
                    $"{o.Held} | {Strong(o.Drifted)} | {o.NotReachable} | {o.Absent} | {e.Held} / {Strong(e.Drifted)} / {e.NotReachable} / {e.Absent} | {OutcomeText.Seconds(version.Duration)} |\n")
                : "could not run | | | | | |\n");
        }

        text.Append('\n');
    }

    private static void AppendVersion(StringBuilder text, VersionResult version)
    {
        if (version.CouldNotRun is { } why)
        {
            text.Append(CultureInfo.InvariantCulture, $"**{Escape(version.Version)} could not be verified.** {Escape(why)}\n\n");
            return;
        }

        List<SubjectResult> drifted = [.. version.Operations.Concat(version.Events).Where(static s => s.Outcome == Outcome.Drifted)];
        AppendFold(text, $"{Escape(version.Version)}: {OutcomeText.Number(drifted.Count, "subject")} drifted", drifted.Count, () =>
        {
            text.Append("| subject | where | kind | expected | found | times |\n|---|---|---|---|---|--:|\n");
            List<string> rows = [.. drifted.SelectMany(Rows)];
            foreach (string row in rows.Take(MostRows)) text.Append(row);
            if (rows.Count > MostRows) text.Append(CultureInfo.InvariantCulture, $"\n… and {OutcomeText.Number(rows.Count - MostRows, "more row")}.\n");
        });

        List<IGrouping<string, SubjectResult>> unreachable =
        [
            .. version.Operations.Concat(version.Events).Where(static s => s.Outcome == Outcome.NotReachable)
                .GroupBy(static s => s.Reason ?? "No reason given.", StringComparer.Ordinal),
        ];
        AppendFold(text, $"{Escape(version.Version)}: {OutcomeText.Number(unreachable.Sum(static g => g.Count()), "subject")} not reachable", unreachable.Count,
            () =>
        {
            foreach (IGrouping<string, SubjectResult> group in unreachable)
                text.Append(CultureInfo.InvariantCulture, $"- {Escape(group.Key)} {string.Join(", ", group.Select(Name))}\n");
        });
    }

    private static IEnumerable<string> Rows(SubjectResult subject)
    {
        List<Drift> drifts = [.. OutcomeText.Unexplained(subject)];
        if (drifts.Count == 0)
        {
            yield return $"| {Name(subject)} | {Escape(subject.Reason ?? "")} | | | | |\n";
            yield break;
        }

        foreach (Drift drift in drifts)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"| {Name(subject)} | {Code(OutcomeText.Place(drift))} | {Escape(drift.Kind)} | {Code(drift.Expected)} | {Code(drift.Found)} | {drift.Count} |\n");
        }
    }

    private static void AppendFold(StringBuilder text, string title, int count, Action body)
    {
        if (count == 0) return;
        text.Append(CultureInfo.InvariantCulture, $"<details><summary>{title}</summary>\n\n");
        body();
        text.Append("\n</details>\n\n");
    }

    private static string Name(SubjectResult subject) => Code(subject.EventType ?? subject.Operation);

    private static string Strong(int count) => count == 0 ? "0" : $"**{count.ToString(CultureInfo.InvariantCulture)}**";

    private static string Code(string text) => $"<code>{Escape(text, 300)}</code>";

    /// <summary>Every ASCII character that Markdown or HTML could understand becomes a character reference, so nothing else is left to mean anything.</summary>
    private static string Escape(string text, int most = 1_000)
    {
        var escaped = new StringBuilder();
        foreach (char c in PlainText.Line(text, most))
        {
            // '.' and ',' alone mean nothing inside a line; an address would become a link by its colon, a person be called by the '@'.
            if (char.IsAsciiLetterOrDigit(c) || !char.IsAscii(c) || c is ' ' or '.' or ',' or '/' or '(' or ')' or '-') escaped.Append(c);
            else escaped.Append(CultureInfo.InvariantCulture, $"&#{(int)c};");
        }

        return escaped.ToString();
    }
}
