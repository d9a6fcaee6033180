namespace OpenCode.Server.Agents;

/// <summary>What clients choose from.</summary>
public sealed record AgentCatalog
{
    /// <summary>The names of agents with a line about each; the first is the one that works when nobody chooses. One called <c>build</c> by default.</summary>
    public IReadOnlyList<AgentDescription> Agents { get; init; } = [new("build", "The agent that works.")];

    /// <summary>The models; the first is used when nobody chooses. One called <c>default</c> by default.</summary>
    public IReadOnlyList<AgentModel> Models { get; init; } = [new("agent", "default")];
}

/// <summary>An agent by name.</summary>
/// <param name="Name">The name that clients send.</param>
/// <param name="Description">A line about it.</param>
public sealed record AgentDescription(string Name, string Description)
{
    /// <summary>Whether only other agents use it.</summary>
    public bool IsSubagent { get; init; }
}

/// <summary>A model.</summary>
/// <param name="ProviderId">Who offers it.</param>
/// <param name="ModelId">Its id.</param>
public sealed record AgentModel(string ProviderId, string ModelId)
{
    /// <summary>The name that people see; the id by default.</summary>
    public string Name { get; init; } = ModelId;

    /// <summary>How many tokens it reads at most.</summary>
    public long ContextTokens { get; init; } = 200_000;

    /// <summary>How many tokens it writes at most.</summary>
    public long OutputTokens { get; init; } = 32_000;

    /// <summary>US dollars for a million tokens that are read; zero by default.</summary>
    public decimal InputCost { get; init; }

    /// <summary>US dollars for a million tokens that are written; zero by default.</summary>
    public decimal OutputCost { get; init; }
}
