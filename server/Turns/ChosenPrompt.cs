using System.Text.Json;
using OpenCode.Models;
using OpenCode.Server.Agents;

namespace OpenCode.Server.Turns;

/// <summary>What is asked of an agent, with everything chosen that the request left open.</summary>
internal sealed record ChosenPrompt
{
    /// <summary>The id of the message; null for a new one.</summary>
    public string? MessageId { get; init; }

    public required IReadOnlyList<SessionPromptRequestPart> Parts { get; init; }

    public required string Agent { get; init; }

    public required AgentModel Model { get; init; }

    public string? Variant { get; init; }

    public string? System { get; init; }

    public OutputFormat? Format { get; init; }

    public JsonElement? Schema { get; init; }

    public IReadOnlyDictionary<string, bool> Tools { get; init; } = new Dictionary<string, bool>();

    /// <summary>Whether the message is only kept.</summary>
    public bool NoReply { get; init; }
}
