using System.Text.Json;
using OpenCode.Models;

namespace OpenCode.Server.Agents;

/// <summary>A prompt, and what it stands on.</summary>
public sealed record AgentTurn
{
    /// <summary>The session.</summary>
    public required Session Session { get; init; }

    /// <summary>The folder to work in.</summary>
    public required string Directory { get; init; }

    /// <summary>All messages, the prompt last.</summary>
    public required IReadOnlyList<MessageWithParts> Messages { get; init; }

    /// <summary>The name of the agent that was chosen.</summary>
    public required string Agent { get; init; }

    /// <summary>The model that was chosen.</summary>
    public required AgentModel Model { get; init; }

    /// <summary>Instructions that came with the prompt; null for none.</summary>
    public string? System { get; init; }

    /// <summary>The JSON schema that the answer has to keep to; null for none.</summary>
    public JsonElement? Schema { get; init; }

    /// <summary>Tools that the prompt switches on or off by name; empty for none.</summary>
    public IReadOnlyDictionary<string, bool> Tools { get; init; } = new Dictionary<string, bool>();

    /// <summary>The people behind the clients, and the session's lists.</summary>
    public required IAgentHost Host { get; init; }
}
