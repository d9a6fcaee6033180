using System.Text.Json;

namespace OpenCode.Server.Agents;

/// <summary>Something that an agent does.</summary>
public abstract record AgentUpdate
{
    private protected AgentUpdate()
    {
    }

    /// <summary>The answer goes on.</summary>
    /// <param name="Delta">What is added.</param>
    public sealed record Text(string Delta) : AgentUpdate;

    /// <summary>The agent thinks.</summary>
    /// <param name="Delta">What is added.</param>
    public sealed record Reasoning(string Delta) : AgentUpdate;

    /// <summary>A tool is called.</summary>
    /// <param name="CallId">The id of the call.</param>
    /// <param name="Tool">The tool, as clients know it: <c>bash</c>, <c>edit</c>.</param>
    /// <param name="Input">Its arguments, an object.</param>
    public sealed record ToolCalled(string CallId, string Tool, JsonElement Input) : AgentUpdate;

    /// <summary>A tool tells how far it is.</summary>
    /// <param name="CallId">The id of the call.</param>
    /// <param name="Title">A line about it; null to keep the last one.</param>
    /// <param name="Metadata">What clients show of it; an object, null to keep the last one.</param>
    public sealed record ToolProgress(string CallId, string? Title, JsonElement? Metadata) : AgentUpdate;

    /// <summary>A tool has done its work.</summary>
    /// <param name="CallId">The id of the call.</param>
    /// <param name="Output">What the model reads of it.</param>
    /// <param name="Title">A line about it; empty for none.</param>
    public sealed record ToolCompleted(string CallId, string Output, string Title = "") : AgentUpdate
    {
        /// <summary>What clients show of it; an object, null for the last one.</summary>
        public JsonElement? Metadata { get; init; }
    }

    /// <summary>A tool has failed.</summary>
    /// <param name="CallId">The id of the call.</param>
    /// <param name="Error">What went wrong.</param>
    public sealed record ToolFailed(string CallId, string Error) : AgentUpdate;

    /// <summary>The model has finished one response. What follows begins another message.</summary>
    /// <param name="Reason">Why: <c>stop</c>, <c>tool-calls</c>, <c>length</c>.</param>
    /// <param name="Usage">What it took.</param>
    public sealed record StepFinished(string Reason, AgentUsage Usage) : AgentUpdate;

    /// <summary>The model could not be reached, and is asked again.</summary>
    /// <param name="Attempt">How often it was tried, from one.</param>
    /// <param name="Message">What went wrong.</param>
    /// <param name="Next">When it is tried again.</param>
    public sealed record Retrying(int Attempt, string Message, DateTimeOffset Next) : AgentUpdate;

    /// <summary>The answer that keeps to the schema of the turn.</summary>
    /// <param name="Value">The answer.</param>
    public sealed record Structured(JsonElement Value) : AgentUpdate;
}

/// <summary>What a response of a model took.</summary>
/// <param name="InputTokens">Tokens that were read, without those from a cache.</param>
/// <param name="OutputTokens">Tokens that were written.</param>
public sealed record AgentUsage(long InputTokens, long OutputTokens)
{
    /// <summary>Tokens of thoughts.</summary>
    public long ReasoningTokens { get; init; }

    /// <summary>Tokens that came from a cache.</summary>
    public long CachedTokens { get; init; }

    /// <summary>US dollars; null to reckon with the prices of the model.</summary>
    public decimal? Cost { get; init; }
}
