using OpenCode.Ctl.Rules;
using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Store;
using OpenCode.Models;
using OpenCode.Sessions;

namespace OpenCode.Ctl.Sessions;

/// <summary>Which sessions are wanted.</summary>
internal sealed record SessionQuery
{
    /// <summary>The server; null for the usual one.</summary>
    public string? Server { get; init; }

    /// <summary>Whether those of all servers are.</summary>
    public bool All { get; init; }

    /// <summary>Whether those of other directories than the servers' projects are, too.</summary>
    public bool Everywhere { get; init; }

    /// <summary>Whether only those that work, or wait for somebody, are.</summary>
    public bool Active { get; init; }

    /// <summary>Whether only those are whose parent is gone.</summary>
    public bool Orphans { get; init; }

    /// <summary>Whether each stands below the one that it works for; else the newest is first.</summary>
    public bool IsTree { get; init; }

    public int? Limit { get; init; }
}

/// <summary>A session that is to be made.</summary>
internal sealed record NewSession
{
    public string? Server { get; init; }

    public string? Title { get; init; }

    public string? Agent { get; init; }

    public string? Parent { get; init; }

    public string? Directory { get; init; }

    /// <summary>Rules for permissions that it keeps, as they are typed.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];
}

/// <summary>What all servers and sessions are doing at a moment.</summary>
/// <param name="Time">The moment.</param>
/// <param name="Servers">The servers.</param>
/// <param name="Sessions">The sessions, each once.</param>
internal sealed record Overview(DateTimeOffset Time, IReadOnlyList<ServerReport> Servers, IReadOnlyList<FoundSession> Sessions);

/// <summary>What can be done with sessions as a whole.</summary>
/// <param name="runner">The servers.</param>
internal sealed class SessionWork(ServerRunner runner)
{
    private readonly SessionFinder _finder = new(runner);
    private readonly SessionList _list = new(runner);

    public async Task<IReadOnlyList<FoundSession>> ListAsync(SessionQuery query, CancellationToken cancellationToken)
    {
        IReadOnlyList<FoundSession> read = query.All
            ? await _list.ReadAllAsync(query.Everywhere, cancellationToken)
            : await _list.ReadAsync(await runner.Finder.FindAsync(query.Server, cancellationToken), query.Everywhere, cancellationToken);
        HashSet<string> known = [.. read.Select(static f => f.Session.Id)];
        IEnumerable<FoundSession> shown = read;
        if (query.Active) shown = shown.Where(static f => f.IsAtWork);
        if (query.Orphans) shown = shown.Where(f => f.Session.ParentId is { } parent && !known.Contains(parent));
        if (!query.IsTree) shown = shown.OrderByDescending(static f => f.Session.Time.Updated);
        return [.. query.Limit is { } most ? shown.Take(most) : shown];
    }

    /// <summary>Looks at everything there is.</summary>
    public async Task<Overview> LookAsync(CancellationToken cancellationToken)
    {
        Task<IReadOnlyList<ServerReport>> looking = runner.Probe.LookAsync(await runner.ListAsync(cancellationToken), cancellationToken);
        IReadOnlyList<FoundSession> sessions = await _list.ReadAllAsync(false, cancellationToken);
        return new Overview(runner.Time.GetUtcNow(), await looking, [.. sessions.DistinctBy(static s => s.Session.Id)]);
    }

    public async Task<Session> CreateAsync(NewSession made, CancellationToken cancellationToken)
    {
        IReadOnlyList<PermissionRule> kept = RuleTexts.Read(made.Rules);
        SessionCreateRequest request = new()
        {
            Title = made.Title,
            Agent = made.Agent,
            ParentId = made.Parent,
            Permission = kept.Count > 0 ? kept : null,
        };
        using SessionHandle handle = await _finder.CreateAsync(made.Server, request, made.Directory, cancellationToken);
        await runner.TouchAsync(handle.Entry, cancellationToken);
        return await handle.Session.GetInfoAsync(cancellationToken);
    }

    /// <summary>Makes a session out of the conversation of another.</summary>
    /// <param name="name">The other one.</param>
    /// <param name="before">The first message that the new one shall not have; null for all.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task<Session> ForkAsync(SessionName name, string? before, CancellationToken cancellationToken)
    {
        using SessionHandle handle = await FindAsync(name, cancellationToken);
        OpenCodeSession fork = await handle.Session.ForkAsync(before, cancellationToken);
        await runner.TouchAsync(handle.Entry, cancellationToken);
        return await fork.GetInfoAsync(cancellationToken);
    }

    /// <summary>The sessions of sub-agents, and of theirs.</summary>
    public async Task<IReadOnlyList<FoundSession>> ReadChildrenAsync(SessionName name, CancellationToken cancellationToken)
    {
        using SessionHandle handle = await FindAsync(name, cancellationToken);
        return Of(handle, await handle.Session.GetDescendantsAsync(cancellationToken));
    }

    /// <summary>A session after those that it works for.</summary>
    public async Task<IReadOnlyList<FoundSession>> ReadChainAsync(SessionName name, CancellationToken cancellationToken)
    {
        using SessionHandle handle = await FindAsync(name, cancellationToken);
        return Of(handle, await SessionChain.ReadAsync(handle, cancellationToken));
    }

    /// <summary>Stops sessions and deletes them. All are found before one is deleted.</summary>
    public async Task<IReadOnlyList<SessionPlace>> DeleteAsync(string? server, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        if (names.Contains(SessionFinder.Newest)) throw new UsageException("'delete' takes ids, and not 'last'.");
        using SessionHandles handles = await SessionHandles.OpenAsync(names, n => _finder.FindAsync(server, n, cancellationToken));
        foreach (SessionHandle handle in handles.All) await handle.Session.DeleteAsync(cancellationToken);
        return [.. handles.All.Select(static h => h.Place)];
    }

    /// <summary>Stops what a session and its sub-agents are doing.</summary>
    public async Task<SessionPlace> AbortAsync(SessionName name, CancellationToken cancellationToken)
    {
        using SessionHandle handle = await FindAsync(name, cancellationToken);
        await handle.Session.AbortAsync(cancellationToken);
        return handle.Place;
    }

    /// <summary>Publishes a session, or takes its page away.</summary>
    /// <returns>Where the page is; null for none.</returns>
    public async Task<(SessionPlace Place, string? Address)> ShareAsync(SessionName name, bool remove, CancellationToken cancellationToken)
    {
        using SessionHandle handle = await FindAsync(name, cancellationToken);
        Session shared = remove ? await handle.Session.UnshareAsync(cancellationToken) : await handle.Session.ShareAsync(cancellationToken);
        return (handle.Place, shared.Share?.Url);
    }

    private Task<SessionHandle> FindAsync(SessionName name, CancellationToken cancellationToken)
        => _finder.FindAsync(name.Server, name.Session, cancellationToken);

    private static IReadOnlyList<FoundSession> Of(SessionHandle handle, IReadOnlyList<Session> sessions)
        => [.. sessions.Select(s => new FoundSession(handle.Entry.Id, s, "", 0))];
}
