using OpenCode.Models;

namespace OpenCode.Ctl.Servers;

/// <summary>What somebody waits for on a server.</summary>
/// <param name="Status">The sessions that work.</param>
/// <param name="Permissions">The permissions.</param>
/// <param name="Questions">The questions.</param>
internal sealed record WaitingRequests(
    IReadOnlyDictionary<string, SessionStatus> Status, IReadOnlyList<PermissionRequest> Permissions, IReadOnlyList<QuestionRequest> Questions)
{
    /// <summary>Reads it. The server keeps requests of turns that were stopped; nobody waits for those.</summary>
    public static async Task<WaitingRequests> ReadAsync(OpenCodeClient client, CancellationToken cancellationToken)
    {
        IReadOnlyList<PermissionRequest> permissions = await client.Permission.GetAsync(cancellationToken: cancellationToken);
        IReadOnlyList<QuestionRequest> questions = await client.Question.GetAsync(cancellationToken: cancellationToken);
        IReadOnlyDictionary<string, SessionStatus> status = await client.Session.Status.GetAsync(cancellationToken: cancellationToken);
        return new WaitingRequests(status, [.. permissions.Where(p => IsAtWork(status, p.SessionId))],
            [.. questions.Where(q => IsAtWork(status, q.SessionId))]);
    }

    private static bool IsAtWork(IReadOnlyDictionary<string, SessionStatus> status, string session)
        => status.GetValueOrDefault(session) is not (null or SessionStatusIdle);
}
