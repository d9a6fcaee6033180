namespace OpenCode.Verification.Reports;

/// <summary>Reads findings that a person wrote down: paragraphs, or the items of a list.</summary>
public static class FindingsText
{
    /// <summary>The findings in a text: an empty line or a <c>-</c>, <c>*</c> or <c>1.</c> at the start of a line begins the next one.</summary>
    /// <param name="text">The text.</param>
    public static IReadOnlyList<string> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var findings = new List<string>();
        bool next = true;
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            string words = line.Trim();
            int mark = MarkLength(words);
            if (words.Length == 0 || words.StartsWith('#'))
            {
                next = true;
            }
            else if (next || mark > 0)
            {
                findings.Add(words[mark..]);
                next = false;
            }
            else
            {
                findings[^1] += " " + words;
            }
        }

        return findings;
    }

    private static int MarkLength(string line)
    {
        int digits = line.TakeWhile(char.IsAsciiDigit).Count();
        string rest = line[digits..];
        return digits == 0 && (rest.StartsWith("- ", StringComparison.Ordinal) || rest.StartsWith("* ", StringComparison.Ordinal)) ? 2
            : digits > 0 && rest.StartsWith(". ", StringComparison.Ordinal) ? digits + 2
            : 0;
    }
}
