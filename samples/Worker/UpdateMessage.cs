using System.Text.Json;
using OpenCode.Turns;

namespace WorkerSample;

/// <summary>What happened in a turn, as the service's own clients see it: flat, and only what they show.</summary>
internal sealed record UpdateMessage(string Kind, string Session)
{
    /// <summary>The part of a text, or the call of a tool, that this belongs to.</summary>
    public string? Part { get; init; }

    /// <summary>What is new of a text; the prompt; the reason of a retry; the error of a tool or a turn.</summary>
    public string? Text { get; init; }

    /// <summary>Whether what was shown of the part is void.</summary>
    public bool? Replaces { get; init; }

    /// <summary>The name of the tool.</summary>
    public string? Tool { get; init; }

    /// <summary>The arguments of the tool.</summary>
    public JsonElement? Input { get; init; }

    /// <summary>What the tool gave back.</summary>
    public string? Output { get; init; }

    /// <summary>How the turn ended.</summary>
    public string? Outcome { get; init; }

    /// <summary>The tokens of the turn.</summary>
    public long? Tokens { get; init; }

    /// <summary>What it cost, in US dollars.</summary>
    public decimal? Cost { get; init; }

    /// <summary>A prompt was sent.</summary>
    public static UpdateMessage OfPrompt(string session, string text) => new("prompt", session) { Text = text };

    /// <summary>A prompt was refused.</summary>
    public static UpdateMessage OfFailure(string session, string reason) => new("completed", session) { Outcome = "Failed", Text = reason };

    /// <summary>Makes a message of an update; null for what nobody shows.</summary>
    public static UpdateMessage? Of(TurnUpdate update) => update switch
    {
        TextUpdate u => new("text", u.SessionId) { Part = u.PartId, Text = u.Delta, Replaces = u.IsReplacement ? true : null },
        ReasoningUpdate u => new("reasoning", u.SessionId) { Part = u.PartId, Text = u.Delta, Replaces = u.IsReplacement ? true : null },
        ToolStartedUpdate u => new("tool", u.SessionId) { Part = u.CallId, Tool = u.Tool, Input = u.Input },
        ToolOutputUpdate u => new("output", u.SessionId) { Part = u.CallId, Tool = u.Tool, Output = u.Output },
        ToolFinishedUpdate u => new("output", u.SessionId) { Part = u.CallId, Tool = u.Tool, Output = u.Output, Text = u.Error },
        PermissionRepliedUpdate u => new("permission", u.SessionId) { Text = u.Reply.ToString() },
        RetryUpdate u => new("retry", u.SessionId) { Text = u.Reason },
        ChildStartedUpdate u => new("child", u.SessionId) { Text = u.Title },
        TurnCompletedUpdate { Result: var r } => new("completed", r.SessionId)
        {
            Outcome = r.Outcome.ToString(),
            Text = r.Error,
            Tokens = r.Usage.TotalTokens,
            Cost = r.Usage.Cost,
        },
        _ => null,
    };
}
