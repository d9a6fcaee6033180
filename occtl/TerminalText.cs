namespace OpenCode.Ctl;

/// <summary>Text of servers and agents, before it reaches a terminal.</summary>
internal static class TerminalText
{
    /// <summary>Text without what would move the cursor or set colours.</summary>
    public static string Safe(string text) => text.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0 && text.AsSpan().IndexOfAnyInRange('\u007f', '\u009f') < 0
        ? text
        : new string([.. text.Select(static c => char.IsControl(c) && c is not ('\n' or '\t') ? '\ufffd' : c)]);

    /// <summary>The same, in one line.</summary>
    public static string SafeLine(string text) => Safe(text.ReplaceLineEndings(" ").Replace('\t', ' '));
}
