namespace OpenCode.Verification.Reports.Page;

/// <summary>What a person found most important: of each the first sentence as a headline, and below it the rest, which a small screen folds away.</summary>
internal static class FindingList
{
    public static void Append(HtmlBuilder html, IReadOnlyList<string> findings)
    {
        if (findings.Count == 0) return;
        html.Open("section", ("class", "findings"), ("aria-labelledby", "findings-title")).Line()
            .Element("h2", "Findings", ("id", "findings-title")).Line()
            .Open("ol").Line();
        foreach (string finding in findings) AppendFinding(html, finding);
        html.Close().Line().Close().Line();
    }

    /// <summary>The first sentence, and what follows; where something does, without its full stop.</summary>
    internal static (string Headline, string Text) Split(string finding)
    {
        int end = EndOfSentence(finding);
        string headline = finding[..end].TrimEnd(), text = finding[end..].Trim();
        bool hasStop = headline.EndsWith('.') && !headline.EndsWith("..", StringComparison.Ordinal);
        return (text.Length > 0 && hasStop ? headline[..^1] : headline, text);
    }

    private static void AppendFinding(HtmlBuilder html, string finding)
    {
        (string headline, string rest) = Split(finding);
        html.Open("li");
        if (rest.Length > 0) html.Open("details", ("open", "")).Open("summary");
        html.Open("h3").AppendMarked(headline);
        html.Close();
        if (rest.Length > 0)
        {
            html.Close().Open("p").AppendMarked(rest);
            html.Close().Close();
        }

        html.Close().Line();
    }

    // A sentence ends where the next one begins, which a number, an abbreviation before a small letter and code do not.
    private static int EndOfSentence(string text)
    {
        bool isCode = false;
        for (int i = 0; i < text.Length - 2; i++)
        {
            if (text[i] == '`') isCode = !isCode;
            int next = i + 1;
            while (next < text.Length && text[next] is ')' or '"' or '\'' or '”') next++;
            bool isEnd = !isCode && text[i] is '.' or '!' or '?' && next + 1 < text.Length && text[next] == ' ';
            if (isEnd && !char.IsLower(text[next + 1])) return next;
        }

        return text.Length;
    }
}
