using OpenCode.Turns;

namespace OpenCode.Ctl.Prompts;

/// <summary>A prompt that is to be sent.</summary>
/// <param name="Text">What the agent shall do.</param>
/// <param name="Options">How.</param>
internal sealed record PromptRequest(string Text, TurnOptions Options)
{
    /// <summary>The JSON Schema of the answer; null for any text.</summary>
    public AnswerSchema? Schema { get; init; }
}
