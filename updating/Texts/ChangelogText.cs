using OpenCodeGen.Changes;
using OpenCodeGen.Changes.Findings;

namespace OpenCodeGen.Updating.Texts;

/// <summary>The entry of an update in a changelog.</summary>
internal static class ChangelogText
{
    private const int MostBreaks = 5;
    private const int Columns = 150;

    /// <summary>One item of a list: the release, and what breaks.</summary>
    public static string Entry(ChangeReport report, string source)
    {
        List<string> breaks = [.. report.OfLevel(Level.Breaking).Select(static f => $"{f.Subject}: {f.Message}")];
        int callers = (report.Callers ?? []).Count(static f => ChangeReport.LevelOf(f.Rule) == Level.Breaking);
        string what = breaks.Count == 0 ? "nothing breaks on the wire" : string.Join("; ", breaks.Take(MostBreaks)) + (breaks.Count > MostBreaks ? $"; and {breaks.Count - MostBreaks} more" : "");
        string surface = callers == 0 ? "" : callers == 1 ? ". 1 change of the C# surface breaks callers" : $". {callers} changes of the C# surface break callers";
        string sentence = $"- The client is that of {NameOf(report, source)}: {what}{surface}.";
        return Wrap(sentence);
    }

    /// <summary>Puts an entry at the end of the first section, once: a landing that failed is tried again.</summary>
    /// <param name="changelog">The text of the changelog.</param>
    /// <param name="entry">The entry.</param>
    public static string Insert(string changelog, string entry)
    {
        string text = changelog.ReplaceLineEndings("\n");
        if (text.Contains($"\n{entry}\n", StringComparison.Ordinal)) return text;
        int first = text.StartsWith("## ", StringComparison.Ordinal) ? 0 : text.IndexOf("\n## ", StringComparison.Ordinal);
        int next = first < 0 ? -1 : text.IndexOf("\n## ", first + 1, StringComparison.Ordinal);
        string head = (next < 0 ? text : text[..next]).TrimEnd();
        return $"{head}\n{entry}\n{(next < 0 ? "" : text[next..])}";
    }

    // A document may be called "opencode" where its package or its release is, too.
    private static string NameOf(ChangeReport report, string source)
        => report.Title is not { } title || source.Contains(title, StringComparison.OrdinalIgnoreCase) ? source : $"{title} {source}";

    private static string Wrap(string sentence)
    {
        List<string> lines = [""];
        foreach (string word in sentence.Split(' '))
        {
            if (lines[^1].Length + word.Length >= Columns) lines.Add(" ");
            lines[^1] += lines[^1].Length == 0 ? word : $" {word}";
        }

        return string.Join('\n', lines);
    }
}
