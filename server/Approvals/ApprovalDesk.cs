using System.Collections.Concurrent;
using OpenCode.Core.Json;
using OpenCode.Models;
using OpenCode.Server.Agents;
using OpenCode.Server.Http;
using OpenCode.Server.Identity;
using OpenCode.Server.Sessions;

namespace OpenCode.Server.Approvals;

/// <summary>What agents wait for: permissions and answers of people, whichever client gives them.</summary>
/// <param name="ids">Makes ids.</param>
/// <param name="news">Tells the clients.</param>
internal sealed class ApprovalDesk(ServerIds ids, SessionNews news)
{
    private static readonly PermissionReply _reject = PermissionReply.Reject;

    private readonly ConcurrentDictionary<string, Pending<PermissionRequest, PermissionAnswer>> _permissions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Pending<QuestionRequest, IReadOnlyList<IReadOnlyList<string>>?>> _questions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentQueue<PermissionRule>> _always = new(StringComparer.Ordinal);

    /// <summary>The permissions that are waited for, the oldest first.</summary>
    /// <param name="directory">Where; null for anywhere.</param>
    public IReadOnlyList<PermissionRequest> Permissions(string? directory) => InOrder(_permissions.Values, directory, static r => r.Id);

    /// <summary>The questions that are waited for, the oldest first.</summary>
    /// <param name="directory">Where; null for anywhere.</param>
    public IReadOnlyList<QuestionRequest> Questions(string? directory) => InOrder(_questions.Values, directory, static r => r.Id);

    /// <summary>Asks for a permission, unless a rule decides.</summary>
    public async Task<PermissionAnswer> AskAsync(Session session, string? message, PermissionQuestion asked, CancellationToken cancellationToken)
    {
        IReadOnlyList<PermissionRule> rules = [.. session.Permission ?? [], .. _always.GetValueOrDefault(session.Directory) ?? []];
        PermissionAction[] decided = [.. asked.Patterns.DefaultIfEmpty("*").Select(p => PermissionRules.Decide(rules, asked.Permission, p))];
        if (Array.Exists(decided, static d => d == PermissionAction.Deny))
            return new(false, $"A rule of the session denies {asked.Permission} for '{string.Join("', '", asked.Patterns)}'.");
        if (decided.All(static d => d == PermissionAction.Allow)) return new(true, null);
        var request = new PermissionRequest
        {
            Id = ids.Permission(),
            SessionId = session.Id,
            Permission = asked.Permission,
            Patterns = asked.Patterns,
            Always = asked.Always,
            Metadata = asked.Metadata ?? JsonDecoding.EmptyObject,
            Tool = asked.CallId is { } call && message is not null ? new() { MessageId = message, CallId = call } : null,
        };
        var pending = new Pending<PermissionRequest, PermissionAnswer>(session, request);
        _permissions[request.Id] = pending;
        news.Asked(session, request);
        try
        {
            return await pending.Answer.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _permissions.TryRemove(request.Id, out _);
        }
    }

    /// <summary>Answers a request for a permission.</summary>
    /// <returns>Whether somebody waited for it.</returns>
    /// <exception cref="OperationException">The answer is none: what is not understood allows nothing.</exception>
    public bool Reply(string request, PermissionReply reply, string? message)
    {
        if (reply != PermissionReply.Once && reply != PermissionReply.Always && reply != _reject)
            throw new OperationException(400, $"'{reply.Value}' is no answer to a request for a permission; send 'once', 'always' or 'reject'.");
        if (!_permissions.TryRemove(request, out Pending<PermissionRequest, PermissionAnswer>? pending)) return false;
        if (reply == PermissionReply.Always)
        {
            ConcurrentQueue<PermissionRule> rules = _always.GetOrAdd(pending.Session.Directory, static _ => new());
            foreach (string pattern in pending.Request.Always)
                rules.Enqueue(new PermissionRule { Permission = pending.Request.Permission, Pattern = pattern, Action = PermissionAction.Allow });
        }

        news.Replied(pending.Session, request, reply);
        pending.Answer.TrySetResult(new PermissionAnswer(reply != _reject, message));
        if (reply == _reject) RejectOthers(pending.Session);
        return true;
    }

    /// <summary>Asks questions.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<string>>?> AskAsync(
        Session session, string? message, IReadOnlyList<QuestionInfo> questions, string? callId, CancellationToken cancellationToken)
    {
        var request = new QuestionRequest
        {
            Id = ids.Question(),
            SessionId = session.Id,
            Questions = questions,
            Tool = callId is not null && message is not null ? new() { MessageId = message, CallId = callId } : null,
        };
        var pending = new Pending<QuestionRequest, IReadOnlyList<IReadOnlyList<string>>?>(session, request);
        _questions[request.Id] = pending;
        news.Asked(session, request);
        try
        {
            return await pending.Answer.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _questions.TryRemove(request.Id, out _);
        }
    }

    /// <summary>Answers questions; null rejects them.</summary>
    /// <returns>Whether somebody waited for it.</returns>
    public bool Answer(string request, IReadOnlyList<IReadOnlyList<string>>? answers)
    {
        if (!_questions.TryRemove(request, out Pending<QuestionRequest, IReadOnlyList<IReadOnlyList<string>>?>? pending)) return false;
        if (answers is null) news.Rejected(pending.Session, request);
        else news.Answered(pending.Session, request, answers);
        pending.Answer.TrySetResult(answers);
        return true;
    }

    // As the original does: who refuses one, refuses what the same turn asks beside it.
    private void RejectOthers(Session session)
    {
        foreach (Pending<PermissionRequest, PermissionAnswer> other in _permissions.Values.Where(p => p.Session.Id == session.Id))
            Reply(other.Request.Id, _reject, null);
    }

    private static IReadOnlyList<TRequest> InOrder<TRequest, TAnswer>(
        IEnumerable<Pending<TRequest, TAnswer>> pending, string? directory, Func<TRequest, string> id)
        => [.. pending.Where(p => directory is null || p.Session.Directory == directory).Select(static p => p.Request).OrderBy(id, StringComparer.Ordinal)];

    private sealed record Pending<TRequest, TAnswer>(Session Session, TRequest Request)
    {
        public TaskCompletionSource<TAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
