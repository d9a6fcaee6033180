using Microsoft.Extensions.AI;

namespace OpenCode.Server.Agents;

/// <summary>What an <see cref="IChatClient"/> needs to be an agent.</summary>
public sealed class ChatClientAgentOptions
{
    /// <summary>What clients choose from.</summary>
    public AgentCatalog Catalog { get; set; } = new();

    /// <summary>The system prompt; null for none.</summary>
    public string? Instructions { get; set; }

    /// <summary>
    /// The tools of a turn. One that is an <see cref="ApprovalRequiredAIFunction"/> asks the user before each call. None by default.
    /// </summary>
    public Func<AgentTurn, IReadOnlyList<AITool>> Tools { get; set; } = static _ => [];

    /// <summary>How often the model may call tools in one turn. 200 by default.</summary>
    public int MaxSteps { get; set; } = 200;
}
