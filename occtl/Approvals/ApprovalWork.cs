using OpenCode.Approvals;
using OpenCode.Ctl.Servers;
using OpenCode.Sessions;

namespace OpenCode.Ctl.Approvals;

/// <summary>What is said to permissions that wait.</summary>
internal sealed record DecisionRequest
{
    /// <summary>The server; null for all that run.</summary>
    public string? Server { get; init; }

    /// <summary>The permission; null for the only one that waits.</summary>
    public string? Id { get; init; }

    /// <summary>Whether all that wait are meant.</summary>
    public bool All { get; init; }

    /// <summary>Whether they are permitted.</summary>
    public bool Allow { get; init; }

    /// <summary>Whether whatever is like them is permitted, too.</summary>
    public bool Always { get; init; }

    /// <summary>Why they are refused; null for no reason.</summary>
    public string? Message { get; init; }
}

/// <summary>Answers to the questions of an agent.</summary>
/// <param name="Server">The server; null for all that run.</param>
/// <param name="Id">The questions; null for the only ones that wait.</param>
/// <param name="Answers">One for each question.</param>
/// <param name="Dismiss">Whether they are dismissed.</param>
internal sealed record AnswerRequest(string? Server, string? Id, IReadOnlyList<string> Answers, bool Dismiss);

/// <summary>What was decided.</summary>
/// <param name="Id">The permission, or the questions.</param>
/// <param name="Server">The id of the server.</param>
/// <param name="Session">The session.</param>
/// <param name="Reply"><c>once</c>, <c>always</c>, <c>reject</c>, <c>answered</c> or <c>dismissed</c>.</param>
internal sealed record Decided(string Id, string Server, string Session, string Reply);

/// <summary>Decides on what waits for somebody.</summary>
/// <param name="runner">The servers.</param>
internal sealed class ApprovalWork(ServerRunner runner)
{
    private readonly PendingRequests _pending = new(runner);

    /// <summary>What waits on a server, or on all that respond.</summary>
    public Task<IReadOnlyList<PendingRequest>> ReadAsync(string? server, CancellationToken cancellationToken) => _pending.ReadAsync(server, cancellationToken);

    public async Task<IReadOnlyList<Decided>> DecideAsync(DecisionRequest request, CancellationToken cancellationToken)
    {
        if (request.All && request.Id is not null) throw new UsageException("Name a permission, or write --all; not both.");
        PermissionDecision decision = Decision(request);
        PendingRequest[] pending = [.. (await ReadAsync(request.Server, cancellationToken)).Where(static p => p.Permission is not null)];
        List<Decided> decided = [];
        foreach (PendingRequest asked in request.All ? pending : [PendingRequests.Pick(pending, request.Id, "permission")])
        {
            await OnSessionAsync(asked, s => s.ReplyAsync(asked.Permission!, decision, cancellationToken), cancellationToken);
            decided.Add(new Decided(asked.Id, asked.ServerId, asked.SessionId, decision.Reply!.Value.Value));
        }

        return decided;
    }

    public async Task<Decided> AnswerAsync(AnswerRequest request, CancellationToken cancellationToken)
    {
        PendingRequest[] pending = [.. (await ReadAsync(request.Server, cancellationToken)).Where(static p => p.Question is not null)];
        PendingRequest asked = PendingRequests.Pick(pending, request.Id, "question");
        int questions = asked.Question!.Questions.Count;
        int given = request.Answers.Count;
        if (!request.Dismiss && given != questions)
            throw new UsageException($"{asked.Id} asks {questions} questions, and {given} answers are given; write one for each, or --dismiss.");
        IReadOnlyList<IReadOnlyList<string>>? answers = request.Dismiss ? null : [.. request.Answers.Select(static a => (IReadOnlyList<string>)[a])];
        await OnSessionAsync(asked, s => s.ReplyAsync(asked.Question, answers, cancellationToken), cancellationToken);
        return new Decided(asked.Id, asked.ServerId, asked.SessionId, request.Dismiss ? "dismissed" : "answered");
    }

    private async Task OnSessionAsync(PendingRequest asked, Func<OpenCodeSession, Task> reply, CancellationToken cancellationToken)
    {
        using OpenCodeClient client = runner.Connection.Open(asked.Entry);
        await reply(client.Sessions.Attach(new SessionReference(asked.SessionId, asked.Directory)));
        await runner.TouchAsync(asked.Entry, cancellationToken);
    }

    private static PermissionDecision Decision(DecisionRequest request) => request switch
    {
        { Allow: true, Always: true } => PermissionDecision.AllowAlways,
        { Allow: true } => PermissionDecision.AllowOnce,
        { Message: { } why } when why.Trim().Length > 0 => PermissionDecision.DenyBecause(why),
        _ => PermissionDecision.Deny,
    };
}
