namespace OpenCode.Verification.Reports.Page;

/// <summary>Sentences of a person, in which <c>`code`</c> is set as code.</summary>
internal static class MarkedText
{
    public static void AppendMarked(this HtmlBuilder html, string text)
    {
        string[] pieces = text.Split('`');
        for (int i = 0; i < pieces.Length; i++)
        {
            // A last piece after an odd backtick is no code: nothing closes it.
            if (i % 2 == 1 && i < pieces.Length - 1) html.Element("code", pieces[i]);
            else html.Text(i % 2 == 1 ? "`" + pieces[i] : pieces[i]);
        }
    }
}
