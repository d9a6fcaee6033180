namespace OpenCodeGen.Emitting;

/// <summary>Selects among UTF-8 texts: by length first, then by comparison, which the JIT turns into a few word compares.</summary>
internal static class TextSwitch
{
    /// <summary>Writes the selection.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="span">The expression of the text.</param>
    /// <param name="texts">The texts to look for.</param>
    /// <param name="whenFound">Writes the statements for one of them; they must leave the block.</param>
    public static void Write(SourceWriter writer, string span, IEnumerable<string> texts, Action<string> whenFound)
    {
        using SourceWriter.Block block = writer.Open($"switch ({span}.Length)");
        foreach (IGrouping<int, string> sameLength in texts.GroupBy(Source.Utf8Length).OrderBy(g => g.Key))
        {
            writer.Line($"case {sameLength.Key}:");
            writer.Indent();
            foreach (string text in sameLength)
            {
                using SourceWriter.Block found = writer.Open($"if ({span}.SequenceEqual({Source.Utf8(text)}))");
                whenFound(text);
            }

            writer.Line("break;");
            writer.Outdent();
        }
    }
}
