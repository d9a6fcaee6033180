using OpenCode.Core.Errors;
using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Store;
using OpenCode.Models;
using OpenCode.Sessions;

namespace OpenCode.Ctl.Sessions;

/// <summary>Finds the session that somebody means.</summary>
/// <param name="runner">The servers.</param>
internal sealed class SessionFinder(ServerRunner runner)
{
    /// <summary>The word for the newest session.</summary>
    public const string Newest = "last";

    private static readonly TimeSpan _look = TimeSpan.FromSeconds(10);

    /// <summary>The session of a name; of no name, or <c>last</c>, the newest one that is nobody's sub-agent.</summary>
    /// <param name="server">The server; null for the one that has the session.</param>
    /// <param name="session">An id or its beginning.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="NotFoundException">There is none, or more than one.</exception>
    public async Task<SessionHandle> FindAsync(string? server, string? session, CancellationToken cancellationToken)
    {
        if (session is { } given && given.Trim().Length == 0) throw new NotFoundException("The name of the session is empty; write 'last' for the newest one.");
        if (session is Newest) session = null;
        if (server is null && session is not null && await FindAnywhereAsync(session, cancellationToken) is { } found) return found;
        ServerEntry entry = await runner.Finder.FindAsync(server, cancellationToken);
        OpenCodeClient client = runner.Connection.Open(entry);
        try
        {
            return new SessionHandle(entry, client, client.Sessions.Attach(await PickAsync(entry, client, session, cancellationToken)));
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Makes a session.</summary>
    public async Task<SessionHandle> CreateAsync(string? server, SessionCreateRequest request, string? directory, CancellationToken cancellationToken)
    {
        ServerEntry entry = await runner.Finder.FindAsync(server, cancellationToken);
        OpenCodeClient client = runner.Connection.Open(entry);
        try
        {
            return new SessionHandle(entry, client, await client.Sessions.CreateAsync(request, directory, cancellationToken));
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    // Ids are unique: with several servers, nobody should have to say which one has a session.
    private async Task<SessionHandle?> FindAnywhereAsync(string session, CancellationToken cancellationToken)
    {
        ServerEntry[] living = [.. (await runner.ListAsync(cancellationToken)).Where(runner.Probe.MayRespond)];
        if (living.Length < 2 || Environment.GetEnvironmentVariable(ServerFinder.Variable) is { Length: > 0 }) return null;
        Looked[] looked = await Task.WhenAll(living.Select(e => LookAsync(e, session, cancellationToken)));
        Looked[] having = [.. looked.Where(static l => l.Found.Count > 0)];
        if (having.Length == 0) throw new NotFoundException(NobodyHas(session, looked));

        // Servers of one home show the same sessions; the one that somebody used last is as good as any.
        string[] ids = [.. having.SelectMany(static h => h.Found).Select(static s => s.Id).Distinct()];
        if (ids.Length > 1) throw new NotFoundException(Ambiguous(session, ids));
        Looked best = having.MaxBy(static h => h.Entry.LastActivity)!;
        OpenCodeClient client = runner.Connection.Open(best.Entry);
        return new SessionHandle(best.Entry, client, client.Sessions.Attach(new SessionReference(best.Found[0].Id, best.Found[0].Directory)));
    }

    private async Task<Looked> LookAsync(ServerEntry entry, string session, CancellationToken cancellationToken)
    {
        using OpenCodeClient client = runner.Connection.Open(entry, _look);
        try
        {
            return new Looked(entry, await MatchAsync(client, session, cancellationToken));
        }
        catch (ApiException exception)
        {
            return new Looked(entry, []) { Problem = TerminalText.SafeLine(exception.Message).TrimEnd('.') };
        }
    }

    private static async Task<SessionReference> PickAsync(ServerEntry entry, OpenCodeClient client, string? session, CancellationToken cancellationToken)
    {
        if (session is null)
        {
            Session newest = (await client.Sessions.ListAsync(rootsOnly: true, cancellationToken: cancellationToken)).MaxBy(static s => s.Time.Updated)
                ?? throw new NotFoundException($"{entry.Id} has no session yet; 'occtl send --server {entry.Id} TEXT' begins one.");
            return new SessionReference(newest.Id, newest.Directory);
        }

        IReadOnlyList<Session> found = await MatchAsync(client, session, cancellationToken);
        return found.Count == 1 ? new SessionReference(found[0].Id, found[0].Directory) : throw new NotFoundException(found.Count == 0
            ? $"{entry.Id} has no session '{session}'; 'occtl sessions --server {entry.Id}' shows those it has."
            : Ambiguous(session, [.. found.Select(static s => s.Id)]));
    }

    // The one of that id, or all whose ids begin so.
    private static async Task<IReadOnlyList<Session>> MatchAsync(OpenCodeClient client, string session, CancellationToken cancellationToken)
    {
        try
        {
            return [await client.Session[session].GetAsync(cancellationToken)];
        }
        catch (Exception exception) when (exception is ApiNotFoundException or ApiBadRequestException)
        {
            return [.. (await client.Sessions.ListAsync(cancellationToken: cancellationToken)).Where(s => Fits(s, session))];
        }
    }

    private static string NobodyHas(string session, IReadOnlyList<Looked> looked)
    {
        string[] silent = [.. looked.Where(static l => l.Problem is not null).Select(static l => $"{l.Entry.Id} does not respond: {l.Problem}")];
        return $"No server that responds has a session '{session}'; 'occtl sessions --all' shows those there are.{string.Concat(silent.Select(static s => $" {s}."))}";
    }

    private static string Ambiguous(string session, IReadOnlyList<string> ids)
        => $"'{session}' could be {string.Join(", ", ids.Take(5))}; write more of it.";

    private static bool Fits(Session session, string name)
        => session.Id.StartsWith(name, StringComparison.Ordinal) || session.Id.StartsWith($"ses_{name}", StringComparison.Ordinal) || session.Slug == name;

    /// <summary>What one server has of a name.</summary>
    private sealed record Looked(ServerEntry Entry, IReadOnlyList<Session> Found)
    {
        /// <summary>Why it did not respond; null when it did.</summary>
        public string? Problem { get; init; }
    }
}
