using System.Buffers;
using System.Text.Json;
using OpenCode.Core.Errors;
using OpenCode.Core.Json;
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
    private static readonly JsonSerializerOptions _json = new();

    /// <summary>The sessions of a server, as a tree.</summary>
    /// <param name="entry">The server.</param>
    /// <param name="isEverywhere">Whether those of other directories than its project are among them.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="ServerException">The release lists its project only.</exception>
    public async Task<IReadOnlyList<FoundSession>> ReadAsync(ServerEntry entry, bool isEverywhere, CancellationToken cancellationToken)
    {
        using OpenCodeClient client = runner.Connection.Open(entry, _limit);
        IReadOnlyList<Session> sessions = await client.Sessions.ListAsync(cancellationToken: cancellationToken);
        if (isEverywhere) sessions = [.. sessions, .. await ReadElsewhereAsync(entry, [.. sessions.Select(static s => s.Id)], cancellationToken)];
        WaitingRequests waiting = await runner.Probe.ReadWaitingAsync(entry, client, cancellationToken);
        HashSet<string> permissions = [.. waiting.Permissions.Select(static p => p.SessionId)];
        HashSet<string> questions = [.. waiting.Questions.Select(static q => q.SessionId)];
        return [.. SessionTreeLines.Order(sessions).Select(s => new FoundSession(entry.Id, s.Session, StateOf(s.Session.Id), s.Depth))];

        string StateOf(string id) => permissions.Contains(id) ? ServerState.WaitingPermission.Name()
            : questions.Contains(id) ? ServerState.WaitingQuestion.Name()
            : waiting.Status.GetValueOrDefault(id)?.Type ?? ServerState.Idle.Name();
    }

    /// <summary>The sessions of every server that responds.</summary>
    /// <param name="isEverywhere">Whether those of other directories than their projects are among them, each once.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task<IReadOnlyList<FoundSession>> ReadAllAsync(bool isEverywhere, CancellationToken cancellationToken)
    {
        IReadOnlyList<FoundSession> all = await runner.AskAllAsync((e, t) => ReadAsync(e, isEverywhere, t), cancellationToken);

        // Servers of one home keep the same ones; only the one that works on a session says so.
        return isEverywhere ? [.. all.GroupBy(static f => f.Session.Id).Select(static g => g.FirstOrDefault(static f => f.IsAtWork) ?? g.First())] : all;
    }

    // What is in the project of another server of the same home is that one's: here it would look idle, whatever it does.
    private async Task<IReadOnlyList<Session>> ReadElsewhereAsync(ServerEntry entry, HashSet<string> known, CancellationToken cancellationToken)
    {
        using OpenCodeClient client = runner.Connection.Open(entry, _limit, isForAll: true);
        IReadOnlyList<string> others = await runner.Probe.DirectoriesOfOthersAsync(entry, cancellationToken);
        try
        {
            IReadOnlyList<GlobalSession> all = await AllSessions.ReadAsync(client, null, cancellationToken);
            return [.. all.Where(s => !known.Contains(s.Id) && !others.Contains(s.Directory)).Select(Read)];
        }
        catch (ApiException exception) when (exception is ApiContractException or ApiNotFoundException)
        {
            string message = $"{entry.Id} runs OpenCode {entry.Version}, which lists the sessions of its project only; leave out --everywhere.";
            throw new ServerException(message, exception);
        }
    }

    // The same with its project, which is kept.
    private static Session Read(GlobalSession session)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer)) session.WriteTo(writer);
        Utf8JsonReader reader = new(buffer.WrittenSpan);
        reader.Read();
        return new ModelJsonConverter<Session>().Read(ref reader, typeof(Session), _json)!;
    }
}
