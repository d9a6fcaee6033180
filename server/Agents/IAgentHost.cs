using System.Text.Json;
using OpenCode.Models;

namespace OpenCode.Server.Agents;

/// <summary>What an agent asks of the people behind the clients, and tells them beside its answer.</summary>
public interface IAgentHost
{
    /// <summary>Asks for a permission, unless a rule of the session or an earlier answer decides.</summary>
    /// <param name="asked">What for.</param>
    /// <param name="cancellationToken">Withdraws the question.</param>
    /// <returns>Whether it is allowed, and what was said to it.</returns>
    Task<PermissionAnswer> AskPermissionAsync(PermissionQuestion asked, CancellationToken cancellationToken);

    /// <summary>Asks questions.</summary>
    /// <param name="questions">The questions with their options.</param>
    /// <param name="callId">The tool call that asks; null for none.</param>
    /// <param name="cancellationToken">Withdraws the questions.</param>
    /// <returns>The chosen labels of each question; null when somebody rejected them.</returns>
    Task<IReadOnlyList<IReadOnlyList<string>>?> AskAsync(IReadOnlyList<QuestionInfo> questions, string? callId, CancellationToken cancellationToken);

    /// <summary>Replaces the list of things to do.</summary>
    /// <param name="todos">The whole list.</param>
    /// <param name="cancellationToken">Cancels the change.</param>
    Task SetTodosAsync(IReadOnlyList<Todo> todos, CancellationToken cancellationToken);

    /// <summary>Lets another agent do a part of the work in a session of its own, below this one.</summary>
    /// <param name="agent">The name of the agent.</param>
    /// <param name="title">The title of the session.</param>
    /// <param name="prompt">What to do.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The session, and the text of the answer.</returns>
    Task<(string SessionId, string Text)> RunChildAsync(string agent, string title, string prompt, CancellationToken cancellationToken);
}

/// <summary>A permission that an agent asks for.</summary>
/// <param name="Permission">The kind, for example <c>bash</c> or <c>edit</c>.</param>
/// <param name="Patterns">What for: a command, a path.</param>
public sealed record PermissionQuestion(string Permission, IReadOnlyList<string> Patterns)
{
    /// <summary>The patterns that an answer "always" allows; those asked for by default.</summary>
    public IReadOnlyList<string> Always { get; init; } = Patterns;

    /// <summary>What clients show beside it; an object.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>The tool call that asks; null for none.</summary>
    public string? CallId { get; init; }
}

/// <summary>The answer to a question for a permission.</summary>
/// <param name="IsAllowed">Whether it may be done.</param>
/// <param name="Message">What was said to it; null for nothing.</param>
public sealed record PermissionAnswer(bool IsAllowed, string? Message);
