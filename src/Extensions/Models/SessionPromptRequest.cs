namespace OpenCode.Models;

public sealed partial class SessionPromptRequest
{
    /// <summary>A prompt of one text.</summary>
    /// <param name="text">The text.</param>
    public static SessionPromptRequest FromString(string text) => new() { Parts = [new TextPartInput { Text = text }] };

    /// <summary>A prompt of one text.</summary>
    /// <param name="text">The text.</param>
    public static implicit operator SessionPromptRequest(string text) => FromString(text);
}
