using OpenCode.Models;

namespace OpenCode.Turns;

/// <summary>What a turn came to. It is read from the server at the end, so it is right even where events were missed.</summary>
public sealed record TurnResult
{
    /// <summary>How the turn ended.</summary>
    public required TurnOutcome Outcome { get; init; }

    /// <summary>The session.</summary>
    public required string SessionId { get; init; }

    /// <summary>The id of the prompt: the user's message, which the client has made.</summary>
    public required string PromptId { get; init; }

    /// <summary>The text of the last step: the answer. Empty when there is none; what has come so far when the turn was broken off.</summary>
    public required string Text { get; init; }

    /// <summary>The message of the last step; null when the agent never began.</summary>
    public AssistantMessage? Message { get; init; }

    /// <summary>The agent's messages of this turn with their parts, one a step, oldest first. Those of sub-agents are in <see cref="ChildMessages"/>.</summary>
    public required IReadOnlyList<MessageWithParts> Messages { get; init; }

    /// <summary>What sub-agents wrote in this turn, by the id of their session.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<MessageWithParts>> ChildMessages { get; init; }

    /// <summary>Tokens and cost of all steps, sub-agents included.</summary>
    public required TurnUsage Usage { get; init; }

    /// <summary>The files that the turn changed. Empty when there are none, or when they could not be read.</summary>
    public IReadOnlyList<SnapshotFileDiff> Diff { get; init; } = [];

    /// <summary>What went wrong, in words; null for <see cref="TurnOutcome.Completed"/>.</summary>
    public string? Error { get; init; }

    /// <summary>The error as the server reported it; null when it reported none.</summary>
    public AssistantMessageError? ErrorDetail { get; init; }

    /// <summary>How long the turn took, from when the prompt was sent.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>How often the server has asked a failing model again.</summary>
    public int Retries { get; init; }

    /// <summary>Whether somebody else has sent prompts to the session during the turn.</summary>
    public bool HadOtherPrompts { get; init; }

    /// <summary>Whether the turn did what it was asked for: <see cref="TurnOutcome.Completed"/>.</summary>
    public bool IsCompleted => Outcome == TurnOutcome.Completed;
}
