using OpenCode.Core.Errors;
using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Store;
using OpenCode.Models;
using OpenCode.Sessions;

namespace OpenCode.Ctl.Sessions;

/// <summary>Finds the session that somebody means.</summary>
/// <param name="runner">The servers.</param>
internal sealed class SessionFinder(Runner runner)
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
        (ServerEntry Entry, SessionReference? Reference)[] looked =
            await Task.WhenAll(living.Select(async e => (e, await TryPickAsync(e, session, cancellationToken))));
        (ServerEntry Entry, SessionReference? Reference)[] having = [.. looked.Where(static l => l.Reference is not null)];
        if (having.Length == 0) throw new NotFoundException($"No server that runs has a session '{session}'; 'occtl sessions --all' shows those there are.");

        // Servers of one home show the same sessions; the one that somebody used last is as good as any.
        if (having.Select(static h => h.Reference!.Id).Distinct().Count() > 1)
            throw new NotFoundException($"'{session}' could be {string.Join(", ", having.Select(static h => h.Reference!.Id).Distinct())}; write more of it.");
        (ServerEntry entry, SessionReference? reference) = having.MaxBy(static h => h.Entry.LastActivity);
        OpenCodeClient client = runner.Connection.Open(entry);
        return new SessionHandle(entry, client, client.Sessions.Attach(reference!));
    }

    private async Task<SessionReference?> TryPickAsync(ServerEntry entry, string session, CancellationToken cancellationToken)
    {
        using OpenCodeClient client = runner.Connection.Open(entry, _look);
        try
        {
            return await PickAsync(entry, client, session, cancellationToken);
        }
        catch (Exception exception) when (exception is NotFoundException or ApiException)
        {
            return null;
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

        try
        {
            Session exact = await client.Session[session].GetAsync(cancellationToken);
            return new SessionReference(exact.Id, exact.Directory);
        }
        catch (Exception exception) when (exception is ApiNotFoundException or ApiBadRequestException)
        {
            Session[] found = [.. (await client.Sessions.ListAsync(cancellationToken: cancellationToken)).Where(s => Fits(s, session))];
            if (found.Length == 1) return new SessionReference(found[0].Id, found[0].Directory);
            throw new NotFoundException(found.Length == 0
                ? $"{entry.Id} has no session '{session}'; 'occtl sessions --server {entry.Id}' shows those it has."
                : $"'{session}' could be {string.Join(", ", found.Take(5).Select(static s => s.Id))}; write more of it.");
        }
    }

    private static bool Fits(Session session, string name)
        => session.Id.StartsWith(name, StringComparison.Ordinal) || session.Id.StartsWith($"ses_{name}", StringComparison.Ordinal) || session.Slug == name;
}
