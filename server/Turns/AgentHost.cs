using OpenCode.Models;
using OpenCode.Server.Agents;
using OpenCode.Server.Approvals;
using OpenCode.Server.Identity;
using OpenCode.Server.Sessions;

namespace OpenCode.Server.Turns;

/// <summary>What an agent asks and tells beside its answer, in the name of one session.</summary>
internal sealed class AgentHost(
    Session session, Func<string?> message, ApprovalDesk desk, SessionRepository repository, SessionNews news, TurnRunner runner, ServerIds ids,
    TimeProvider clock)
    : IAgentHost
{
    public Task<PermissionAnswer> AskPermissionAsync(PermissionQuestion asked, CancellationToken cancellationToken)
        => desk.AskAsync(session, message(), asked, cancellationToken);

    public Task<IReadOnlyList<IReadOnlyList<string>>?> AskAsync(IReadOnlyList<QuestionInfo> questions, string? callId, CancellationToken cancellationToken)
        => desk.AskAsync(session, message(), questions, callId, cancellationToken);

    public async Task SetTodosAsync(IReadOnlyList<Todo> todos, CancellationToken cancellationToken)
    {
        var list = new TodoUpdatedData { SessionId = session.Id, Todos = todos };
        await repository.SaveTodosAsync(list, cancellationToken);
        news.Todos(session, list);
    }

    public async Task<(string SessionId, string Text)> RunChildAsync(string agent, string title, string prompt, CancellationToken cancellationToken)
    {
        long now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var child = new Session(session)
        {
            Id = ids.Session(),
            ParentId = session.Id,
            Title = title,
            Agent = agent,
            Cost = null,
            Tokens = null,
            Share = null,
            Revert = null,
            Summary = null,
            Slug = SessionTitles.Slug(),
            Time = new() { Created = now, Updated = now },
        };
        await repository.SaveAsync(child, cancellationToken);
        news.Created(child);
        MessageWithParts last = (await repository.GetMessagesAsync(session.Id, cancellationToken))[^1];
        Message asked = last.Info;
        await using CancellationTokenRegistration ends = cancellationToken.UnsafeRegister(state => _ = runner.AbortAsync((string)state!), child.Id);
        AgentModel model = asked switch
        {
            AssistantMessage m => new(m.ProviderId, m.ModelId),
            UserMessage m => new(m.Model.ProviderId, m.Model.ModelId),
            _ => new("", ""),
        };
        MessageWithParts answer = await runner.PromptAsync(
            child, new ChosenPrompt { Agent = agent, Model = model, Parts = [new TextPartInput { Text = prompt }] });
        cancellationToken.ThrowIfCancellationRequested();
        return (child.Id, string.Concat(answer.Parts.OfType<TextPart>().Select(static p => p.Text)));
    }
}
