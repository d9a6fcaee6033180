using OpenCode.Models;
using OpenCode.Server.Agents;
using OpenCode.Server.Approvals;
using OpenCode.Server.Identity;
using OpenCode.Server.Sessions;

namespace OpenCode.Server.Turns;

/// <summary>What an agent asks and tells beside its answer, in the name of one session.</summary>
internal sealed class AgentHost(
    AgentTurn turn, Func<string?> message, ApprovalDesk desk, SessionRepository repository, SessionNews news, TurnRunner runner, ServerIds ids,
    TimeProvider clock)
    : IAgentHost
{
    public Task<PermissionAnswer> AskPermissionAsync(PermissionQuestion asked, CancellationToken cancellationToken)
        => desk.AskAsync(turn.Session, message(), asked, cancellationToken);

    public Task<IReadOnlyList<IReadOnlyList<string>>?> AskAsync(IReadOnlyList<QuestionInfo> questions, string? callId, CancellationToken cancellationToken)
        => desk.AskAsync(turn.Session, message(), questions, callId, cancellationToken);

    public async Task SetTodosAsync(IReadOnlyList<Todo> todos, CancellationToken cancellationToken)
    {
        var list = new TodoUpdatedData { SessionId = turn.Session.Id, Todos = todos };
        await repository.SaveTodosAsync(list, cancellationToken);
        news.Todos(turn.Session, list);
    }

    public async Task<(string SessionId, string Text)> RunChildAsync(string agent, string title, string prompt, CancellationToken cancellationToken)
    {
        long now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var child = new Session(turn.Session)
        {
            Id = ids.Session(),
            ParentId = turn.Session.Id,
            Title = title,
            Agent = agent,
            Cost = null,
            Tokens = null,
            Share = null,
            Revert = null,
            Summary = null,
            Slug = MadeUpName.Next(),
            Time = new() { Created = now, Updated = now },
        };
        await repository.SaveAsync(child, cancellationToken);
        news.Created(child);
        var request = new ChosenPrompt { Agent = agent, Model = turn.Model, Parts = [new TextPartInput { Text = prompt }] };
        Task<MessageWithParts> running = await runner.BeginAsync(child, request);

        // It has its place in the line, so that an abort finds it.
        await using CancellationTokenRegistration ends = cancellationToken.UnsafeRegister(state => _ = runner.AbortAsync((string)state!), child.Id);
        MessageWithParts answer = await running;
        cancellationToken.ThrowIfCancellationRequested();
        if (answer.Info is AssistantMessage { Error: { } error }) throw new AgentException(error, $"The agent '{agent}' has failed: {error.ErrorMessage}");
        return (child.Id, string.Concat(answer.Parts.OfType<TextPart>().Select(static p => p.Text)));
    }
}
