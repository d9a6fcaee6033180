using System.Globalization;
using System.Text;

namespace OpenCode.Verification.Wording;

/// <summary>
/// Makes text that a server sent fit to be shown: one line, and nothing in it that a terminal, a parser or an eye could take for
/// something else. What is special in one format only is escaped by that format's report.
/// </summary>
internal static class PlainText
{
    /// <summary>The text in one line, with control and direction characters written out.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="most">How many characters to keep.</param>
    public static string Line(string text, int most = 2_000)
    {
        var line = new StringBuilder(Math.Min(text.Length, most) + 8);
        for (int i = 0; i < text.Length;)
        {
            if (line.Length >= most) return line.Append('…').ToString();

            bool whole = Rune.TryGetRuneAt(text, i, out Rune rune);
            int length = whole ? rune.Utf16SequenceLength : 1;
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n') length = 2;

            if (text[i] is '\r' or '\n') line.Append('⏎');
            else if (text[i] == '\t') line.Append(' ');
            else if (whole && IsHarmless(rune)) line.Append(text, i, length);
            else line.Append(CultureInfo.InvariantCulture, $"\\u{(whole ? rune.Value : text[i]):X4}");
            i += length;
        }

        return line.ToString();
    }

    private static bool IsHarmless(Rune rune)
        => (rune.Value & 0xFFFE) != 0xFFFE
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator);
}
