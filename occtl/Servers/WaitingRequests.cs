using OpenCode.Core.Options;
using OpenCode.Models;
using OpenCode.Requests;

namespace OpenCode.Ctl.Servers;

/// <summary>What somebody waits for on a server, whatever directory it works in.</summary>
/// <param name="Status">The sessions that work.</param>
/// <param name="Permissions">The permissions.</param>
/// <param name="Questions">The questions.</param>
internal sealed record WaitingRequests(
    IReadOnlyDictionary<string, SessionStatus> Status, IReadOnlyList<PermissionRequest> Permissions, IReadOnlyList<QuestionRequest> Questions)
{
    /// <summary>Where sessions work that do not work in the server's own directory.</summary>
    public IReadOnlyDictionary<string, string> Directories { get; init; } = new Dictionary<string, string>();

    /// <summary>The directory that a session works in; null for the server's own.</summary>
    public string? DirectoryOf(string session) => Directories.GetValueOrDefault(session);

    /// <summary>Whether a status is that of a session that has nothing to do.</summary>
    public static bool IsAtWork(SessionStatus? status) => status is not (null or SessionStatusIdle);

    /// <summary>Reads those of one directory. The server keeps requests of turns that were stopped; nobody waits for those.</summary>
    /// <param name="client">The server.</param>
    /// <param name="directory">The directory; null for the client's.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public static async Task<WaitingRequests> ReadAsync(OpenCodeClient client, string? directory, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, SessionStatus> status = await client.Session.Status.GetAsync(InDirectory, cancellationToken);
        if (!status.Values.Any(IsAtWork)) return new WaitingRequests(status, [], []);
        IReadOnlyList<PermissionRequest> permissions = await client.Permission.GetAsync(InDirectory, cancellationToken);
        IReadOnlyList<QuestionRequest> questions = await client.Question.GetAsync(InDirectory, cancellationToken);
        return new WaitingRequests(
            status,
            [.. permissions.Where(p => IsAtWork(status.GetValueOrDefault(p.SessionId)))],
            [.. questions.Where(q => IsAtWork(status.GetValueOrDefault(q.SessionId)))])
        {
            Directories = directory is null ? new Dictionary<string, string>() : status.Keys.ToDictionary(static s => s, _ => directory),
        };

        void InDirectory(RequestConfiguration<DirectoryWorkspaceQuery> configuration)
        {
            if (directory is not null) configuration.Query.Directory = directory;
        }
    }

    /// <summary>Those of several directories. A server that has two names for one of them tells twice of what it does there.</summary>
    public static WaitingRequests Join(IReadOnlyList<WaitingRequests> parts)
    {
        if (parts.Count == 1) return parts[0];
        Dictionary<string, SessionStatus> status = [];
        Dictionary<string, string> directories = [];
        foreach (WaitingRequests part in parts)
        {
            foreach ((string session, SessionStatus state) in part.Status)
            {
                if (status.TryAdd(session, state) && part.DirectoryOf(session) is { } directory) directories[session] = directory;
            }
        }

        return new WaitingRequests(
            status,
            [.. parts.SelectMany(static p => p.Permissions).DistinctBy(static p => p.Id)],
            [.. parts.SelectMany(static p => p.Questions).DistinctBy(static q => q.Id)])
        {
            Directories = directories,
        };
    }
}
