namespace OpenCode.CommandLine.Help;

/// <summary>Text in lines that fit.</summary>
public static class Lines
{
    /// <summary>Breaks a text between words; a word that is too long stands alone in its line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">How many characters fit.</param>
    public static IEnumerable<string> Of(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line += line.Length == 0 ? word : $" {word}";
        }

        if (line.Length > 0) yield return line;
    }

    /// <summary>Writes a text below each other, each line with the same indent.</summary>
    public static void Write(TextWriter output, string text, int width, int indent = 0)
    {
        foreach (string line in Of(text, width - indent)) output.WriteLine(new string(' ', indent) + line);
    }

    /// <summary>Writes names and what they mean in two columns.</summary>
    public static void WriteColumns(TextWriter output, IReadOnlyList<(string Name, string Meaning)> rows, int width)
    {
        const int Indent = 2;
        int names = rows.Max(static r => r.Name.Length) + Indent;
        foreach ((string name, string meaning) in rows)
        {
            string first = new string(' ', Indent) + name.PadRight(names);
            foreach (string line in Of(meaning, width - names - Indent))
            {
                output.WriteLine(first + line);
                first = new string(' ', Indent + names);
            }
        }
    }
}
