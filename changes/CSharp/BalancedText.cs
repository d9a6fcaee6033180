namespace OpenCodeGen.Changes.CSharp;

/// <summary>Finds places in C# text that stand outside of brackets.</summary>
internal static class BalancedText
{
    /// <summary>Where the bracket ends that opens at a place.</summary>
    public static int EndOf(string text, int start)
    {
        int depth = 0;
        for (int i = start; i < text.Length; i++)
        {
            if (text[i] is '(' or '[' or '<') depth++;
            else if (text[i] is ')' or ']' or '>' && --depth == 0) return i;
        }

        return text.Length - 1;
    }

    /// <summary>Whether every round bracket that opens ends.</summary>
    public static bool IsBalanced(string text) => text.Count(static c => c == '(') <= text.Count(static c => c == ')');

    /// <summary>The first space outside of brackets; negative for none.</summary>
    public static int FirstSpace(string text)
    {
        int depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is '(' or '[' or '<') depth++;
            else if (text[i] is ')' or ']' or '>') depth--;
            else if (text[i] == ' ' && depth == 0) return i;
        }

        return -1;
    }

    /// <summary>The parts between commas outside of brackets.</summary>
    public static IEnumerable<string> Split(string text)
    {
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is '(' or '[' or '<') depth++;
            else if (text[i] is ')' or ']' or '>') depth--;
            if (text[i] != ',' || depth != 0) continue;
            yield return text[start..i];
            start = i + 1;
        }

        if (text[start..].Trim().Length > 0) yield return text[start..];
    }
}
