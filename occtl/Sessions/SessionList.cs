using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Store;
using OpenCode.Models;

namespace OpenCode.Ctl.Sessions;

/// <summary>A session, and what it is doing.</summary>
/// <param name="Server">The id of its server.</param>
/// <param name="Session">The session.</param>
/// <param name="State">Such as <c>idle</c>, <c>busy</c>, <c>retry</c>, <c>waiting_permission</c>.</param>
/// <param name="Depth">How far below a session that nobody's sub-agent is.</param>
internal sealed record FoundSession(string Server, Session Session, string State, int Depth)
{
    /// <summary>Whether it works, or waits for somebody.</summary>
    public bool IsAtWork => State != ServerState.Idle.Name();
}

/// <summary>Lists sessions.</summary>
/// <param name="runner">The servers.</param>
internal sealed class SessionList(ServerRunner runner)
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(15);

    /// <summary>The sessions of a server, as a tree.</summary>
    public async Task<IReadOnlyList<FoundSession>> ReadAsync(ServerEntry entry, CancellationToken cancellationToken)
    {
        using OpenCodeClient client = runner.Connection.Open(entry, _limit);
        IReadOnlyList<Session> sessions = await client.Sessions.ListAsync(cancellationToken: cancellationToken);
        WaitingRequests waiting = await runner.Probe.ReadWaitingAsync(entry, client, cancellationToken);
        HashSet<string> permissions = [.. waiting.Permissions.Select(static p => p.SessionId)];
        HashSet<string> questions = [.. waiting.Questions.Select(static q => q.SessionId)];
        return [.. SessionTreeLines.Order(sessions).Select(s => new FoundSession(entry.Id, s.Session, StateOf(s.Session.Id), s.Depth))];

        string StateOf(string id) => permissions.Contains(id) ? ServerState.WaitingPermission.Name()
            : questions.Contains(id) ? ServerState.WaitingQuestion.Name()
            : waiting.Status.GetValueOrDefault(id)?.Type ?? ServerState.Idle.Name();
    }

    /// <summary>The sessions of every server that responds.</summary>
    public Task<IReadOnlyList<FoundSession>> ReadAllAsync(CancellationToken cancellationToken) => runner.AskAllAsync(ReadAsync, cancellationToken);
}
