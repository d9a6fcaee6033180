using OpenCode.Models;

namespace OpenCode.Ctl.Sessions;

/// <summary>What a message says to people.</summary>
internal static class SpokenText
{
    /// <summary>Its text, without what was added for the model.</summary>
    public static string Of(MessageWithParts message)
        => string.Join('\n', message.Parts.OfType<TextPart>().Where(static p => p.Synthetic is not true && p.Ignored is not true).Select(static p => p.Text));
}
