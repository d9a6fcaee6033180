using OpenCode.Models;

namespace OpenCode.Server.Agents;

/// <summary>An agent cannot go on, and says so in the words of the API.</summary>
/// <param name="error">The error that clients show.</param>
/// <param name="message">What went wrong.</param>
/// <param name="innerException">The cause.</param>
public sealed class AgentException(AssistantMessageError error, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The error that clients show.</summary>
    public AssistantMessageError Error { get; } = error;
}
