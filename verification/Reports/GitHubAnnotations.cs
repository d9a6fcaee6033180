using System.Text;
using OpenCode.Verification.Results;
using OpenCode.Verification.Wording;

namespace OpenCode.Verification.Reports;

/// <summary>The matrix as workflow commands, which GitHub shows as annotations of a run.</summary>
public static class GitHubAnnotations
{
    // GitHub shows at most ten errors of a step and drops the rest without a word.
    private const int Most = 10;

    /// <summary>One line an annotation: releases that could not be verified, then what drifted, one for all releases of a subject.</summary>
    /// <param name="matrix">The matrix.</param>
    public static string Render(CompatibilityMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        List<(string Title, string Message)> all =
        [
            .. matrix.Versions.Where(static v => v.CouldNotRun is not null)
                .Select(static v => ($"OpenCode {v.Version} could not be verified", PlainText.Line(v.CouldNotRun!, 400))),
            .. SubjectRow.Operations(matrix).Concat(SubjectRow.Events(matrix)).Where(IsDrifted).Select(r => Describe(matrix, r)),
        ];
        int shown = all.Count > Most ? Most - 1 : all.Count;
        var text = new StringBuilder();
        foreach ((string title, string message) in all.Take(shown))
            Append(text, title, message);
        if (shown < all.Count)
        {
            Append(text, $"{all.Count - shown} more",
                $"{string.Join(", ", all.Skip(shown).Take(40).Select(static a => a.Title))}{(all.Count - shown > 40 ? ", …" : "")}");
        }

        return text.ToString();
    }

    private static bool IsDrifted(SubjectRow row) => row.Results.Any(static r => r?.Outcome == Outcome.Drifted);

    private static (string Title, string Message) Describe(CompatibilityMatrix matrix, SubjectRow row)
    {
        string[] versions = [.. matrix.Versions.Select(static v => v.Version).Where((_, i) => row.Results[i]?.Outcome == Outcome.Drifted)];
        SubjectResult first = row.Results.First(static r => r?.Outcome == Outcome.Drifted)!;
        List<Drift> drifts = [.. OutcomeText.Unexplained(first)];
        string found =
            string.Join("\n", drifts.Take(3)
                .Select(static d =>
                    $"{PlainText.Line(OutcomeText.Place(d), 200)}: {PlainText.Line(d.Kind, 200)}, expected {PlainText.Line(d.Expected, 200)}, found {PlainText.Line(d.Found, 200)}"));
        string more = drifts.Count > 3 ? $"\n{OutcomeText.Number(drifts.Count - 3, "more difference")}" : "";
        string reason = first.Reason is null ? "" : $"{PlainText.Line(first.Reason, 400)}\n";
        return ($"{row.Name} drifted in {string.Join(", ", versions)}", $"{reason}{found}{more}".TrimEnd('\n'));
    }

    private static void Append(StringBuilder text, string title, string message)
        => text.Append("::error title=").Append(EscapeProperty(PlainText.Line(title, 200))).Append("::")
            .Append(EscapeData(message.Length == 0 ? title : message)).Append('\n');

    private static string EscapeData(string text)
        => text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string EscapeProperty(string text)
        => EscapeData(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
