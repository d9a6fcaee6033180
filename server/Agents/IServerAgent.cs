namespace OpenCode.Server.Agents;

/// <summary>An agent that a server offers to OpenCode's clients.</summary>
public interface IServerAgent
{
    /// <summary>What clients choose from: names and models.</summary>
    AgentCatalog Catalog { get; }

    /// <summary>Answers a prompt.</summary>
    /// <param name="turn">What is asked, and by whom.</param>
    /// <param name="cancellationToken">Is cancelled when somebody aborts the turn, or the server ends.</param>
    /// <returns>What the agent does, as it does it. An exception ends the turn with an error that clients show.</returns>
    IAsyncEnumerable<AgentUpdate> RunAsync(AgentTurn turn, CancellationToken cancellationToken);
}
