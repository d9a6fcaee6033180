using OpenCode.Models;
using OpenCode.Turns;

namespace OpenCode.Ctl.Prompts;

/// <summary>A prompt that is to be sent.</summary>
/// <param name="Text">What the agent shall do.</param>
/// <param name="Options">How; its limit of time is kept by whoever sends it.</param>
internal sealed record PromptRequest(string Text, TurnOptions Options)
{
    /// <summary>The JSON Schema of the answer; null for any text.</summary>
    public AnswerSchema? Schema { get; init; }

    /// <summary>Whether permissions or questions may be left to somebody else.</summary>
    public bool IsLeft { get; init; }

    /// <summary>What a new session keeps of its rules.</summary>
    public IReadOnlyList<PermissionRule> Denied { get; init; } = [];

    /// <summary>All of its rules, for a session that is left alone with it.</summary>
    public IReadOnlyList<PermissionRule> Kept { get; init; } = [];

    /// <summary>The same for an agent that a server has for prompts that name none.</summary>
    public PromptRequest For(string? agent) => this with { Options = Options with { Agent = Options.Agent ?? agent } };
}
