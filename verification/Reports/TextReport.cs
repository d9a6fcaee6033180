using System.Globalization;
using System.Text;
using OpenCode.Core.Operations;
using OpenCode.Verification.Results;
using OpenCode.Verification.Wording;

namespace OpenCode.Verification.Reports;

/// <summary>The matrix as text of at most 100 columns: the counts of each release, then only what is not held.</summary>
public static class TextReport
{
    private const int Width = 100;

    // Also after a name that fills the line.
    private const int LeastRoom = 30;
    private const int MostDrifts = 5;

    /// <summary>Writes the matrix; the same one gives the same bytes.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="colored">Whether to use the colours of a terminal. Without them the signs say the same.</param>
    public static string Render(CompatibilityMatrix matrix, bool colored = false)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var text = new StringBuilder();
        AppendCounts(text, matrix, colored);
        foreach (VersionResult version in matrix.Versions.Where(static v => v.CouldNotRun is null)) AppendVersion(text, version, colored);
        return text.ToString();
    }

    private static void AppendCounts(StringBuilder text, CompatibilityMatrix matrix, bool colored)
    {
        int wide = Math.Max(7, matrix.Versions.Select(static v => OutcomeText.Release(v).Length).DefaultIfEmpty().Max());
        text.Append(CultureInfo.InvariantCulture, $"OpenCode compatibility of the client for {PlainText.Line(matrix.ClientVersion)}\n\n");
        text.Append(CultureInfo.InvariantCulture,
            $"{"release".PadRight(wide)}  {"✓ held",8}  {"≠ drifted",9}  {"○ not reachable",15}  {"– absent",8}  {"events ✓/≠/○/–",16}  {"time",10}\n");
        foreach (VersionResult version in matrix.Versions)
        {
            OutcomeCounts o = version.OperationCounts;
            OutcomeCounts e = version.EventCounts;
            string name = PlainText.Line(OutcomeText.Release(version)).PadRight(wide);
            if (version.CouldNotRun is { } why)
            {
                AppendWrapped(text, $"{name}  ", $"could not run: {PlainText.Line(why)}", wide + 2);
                continue;
            }

            string drifted = Colored(string.Create(CultureInfo.InvariantCulture, $"{o.Drifted,9}"), o.Drifted > 0 ? Outcome.Drifted : Outcome.Held, colored);
            text.Append(CultureInfo.InvariantCulture,
                $"{name}  {o.Held,8}  {drifted}  {o.NotReachable,15}  {o.Absent,8}  {$"{e.Held}/{e.Drifted}/{e.NotReachable}/{e.Absent}",16}  {OutcomeText.Seconds(version.Duration),10}\n");
        }
    }

    private static void AppendVersion(StringBuilder text, VersionResult version, bool colored)
    {
        List<SubjectResult> subjects = [.. version.Operations, .. version.Events];
        List<SubjectResult> Having(Outcome outcome) => [.. subjects.Where(s => s.Outcome == outcome)];
        if (subjects.All(static s => s.Outcome == Outcome.Held) && version.UnknownOperations.Count == 0) return;

        text.Append(CultureInfo.InvariantCulture, $"\n{PlainText.Line(version.Version)}\n");
        List<SubjectResult> drifted = Having(Outcome.Drifted);
        AppendTitle(text, Outcome.Drifted, drifted.Count, colored);
        foreach (SubjectResult subject in drifted) AppendDrifted(text, subject);

        List<SubjectResult> unreachable = Having(Outcome.NotReachable);
        AppendTitle(text, Outcome.NotReachable, unreachable.Count, colored);
        foreach (IGrouping<string, SubjectResult> group in unreachable.GroupBy(static s => s.Reason ?? "No reason given.", StringComparer.Ordinal))
        {
            AppendWrapped(text, "    ", PlainText.Line(group.Key, 300), 4);
            AppendWrapped(text, "      ", string.Join(", ", group.Select(Name)), 6);
        }

        List<SubjectResult> absent = Having(Outcome.Absent);
        AppendTitle(text, Outcome.Absent, absent.Count, colored);
        if (absent.Count > 0) AppendWrapped(text, "    ", string.Join(", ", absent.GroupBy(AreaAndKind).Select(static g => $"{g.Key} {g.Count()}")), 4);

        if (version.UnknownOperations.Count == 0) return;
        text.Append(CultureInfo.InvariantCulture, $"  + {OutcomeText.Number(version.UnknownOperations.Count, "operation")} that the client does not know\n");
        AppendWrapped(text, "    ", string.Join(", ", version.UnknownOperations.Select(static o => PlainText.Line(o, 200))), 4);
    }

    private static void AppendTitle(StringBuilder text, Outcome outcome, int count, bool colored)
    {
        if (count > 0)
        {
            text.Append("  ").Append(Colored($"{OutcomeText.Sign(outcome)} {OutcomeText.Word(outcome)}", outcome, colored))
            .Append(CultureInfo.InvariantCulture, $" ({count})\n");
        }
    }

    private static void AppendDrifted(StringBuilder text, SubjectResult subject)
    {
        AppendWrapped(text, "    ",
            PlainText.Line($"{Name(subject)}  {(subject.EventType is null ? $"{subject.Method} {subject.Path}" : subject.Operation)}"), 6);
        if (subject.Reason is { } reason) AppendWrapped(text, "      ", PlainText.Line(reason, 300), 6);
        List<Drift> drifts = [.. OutcomeText.Unexplained(subject)];
        foreach (Drift drift in drifts.Take(MostDrifts))
        {
            AppendWrapped(
                text,
                "      ",
                string.Create(CultureInfo.InvariantCulture,
                    $"{PlainText.Line(OutcomeText.Place(drift), 200)}: {PlainText.Line(drift.Kind)}, expected {PlainText.Line(drift.Expected, 200)}, found {PlainText.Line(drift.Found, 200)}, {drift.Count}×"),
                8);
        }

        if (drifts.Count > MostDrifts)
            text.Append(CultureInfo.InvariantCulture, $"      … {OutcomeText.Number(drifts.Count - MostDrifts, "more difference")}\n");
    }

    private static string Name(SubjectResult subject) => PlainText.Line(subject.EventType ?? subject.Operation, 200);

    private static string AreaAndKind(SubjectResult subject)
        => PlainText.Line(SubjectRow.AreaOf(subject)) + (subject.EventType is null ? "" : " events");

    private static string Colored(string text, Outcome outcome, bool colored)
    {
        int code = outcome switch { Outcome.Held => 32, Outcome.Drifted => 31, Outcome.NotReachable => 33, _ => 90 };
        return colored ? string.Create(CultureInfo.InvariantCulture, $"\e[{code}m{text}\e[0m") : text;
    }

    /// <summary>Breaks a text at spaces; a word that is longer than a line is broken where the line ends.</summary>
    private static void AppendWrapped(StringBuilder text, string prefix, string words, int indent)
    {
        ReadOnlySpan<char> rest = words;
        string before = prefix;
        do
        {
            int room = Math.Max(Width - before.Length, LeastRoom);
            int length = rest.Length;
            if (length > room)
            {
                int space = rest[..(room + 1)].LastIndexOf(' ');
                length = space > 0 ? space : char.IsHighSurrogate(rest[room - 1]) ? room - 1 : room;
            }

            text.Append(before).Append(rest[..length].TrimEnd()).Append('\n');
            rest = rest[length..].TrimStart();
            before = new string(' ', indent);
        }
        while (rest.Length > 0);
    }
}
