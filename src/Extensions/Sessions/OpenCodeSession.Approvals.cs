using OpenCode.Approvals;
using OpenCode.Models;
using OpenCode.Turns;

namespace OpenCode.Sessions;

// What waits for a decision, for whoever did not begin the turn.
public sealed partial class OpenCodeSession
{
    /// <summary>The permissions that the session and its sub-agents wait for. They can be stored, and answered by another process.</summary>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task<IReadOnlyList<PermissionRequest>> GetPermissionsAsync(CancellationToken cancellationToken = default)
    {
        SessionTree tree = await ReadTreeAsync(cancellationToken).ConfigureAwait(false);
        return [.. (await _access.ReadPermissionsAsync(cancellationToken).ConfigureAwait(false)).Where(r => tree.Contains(r.SessionId))];
    }

    /// <summary>The questions that the session and its sub-agents wait for. They can be stored, and answered by another process.</summary>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task<IReadOnlyList<QuestionRequest>> GetQuestionsAsync(CancellationToken cancellationToken = default)
    {
        SessionTree tree = await ReadTreeAsync(cancellationToken).ConfigureAwait(false);
        return [.. (await _access.ReadQuestionsAsync(cancellationToken).ConfigureAwait(false)).Where(r => tree.Contains(r.SessionId))];
    }

    /// <summary>Decides on a permission. Does nothing when somebody else was faster.</summary>
    /// <param name="request">The request.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task ReplyAsync(PermissionRequest request, PermissionDecision decision, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(decision);
        return decision.Reply is { } reply ? _access.ReplyAsync(request, reply, decision.Message, cancellationToken) : Task.CompletedTask;
    }

    /// <summary>Answers questions, or dismisses them. Does nothing when somebody else was faster.</summary>
    /// <param name="request">The request.</param>
    /// <param name="answers">One list of answers for each question; null dismisses them.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task ReplyAsync(QuestionRequest request, IReadOnlyList<IReadOnlyList<string>>? answers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _access.ReplyAsync(request, answers, cancellationToken);
    }

    private async Task<SessionTree> ReadTreeAsync(CancellationToken cancellationToken)
    {
        SessionTree tree = new(Id);
        foreach (Session child in await _access.ReadDescendantsAsync(cancellationToken).ConfigureAwait(false)) tree.Add(child);
        return tree;
    }
}
