using OpenCode.Models;
using OpenCode.Server.Agents;
using OpenCode.Server.Git;
using OpenCode.Server.Http;
using OpenCode.Server.Identity;
using OpenCode.Server.Locations;
using OpenCode.Server.Operations;
using OpenCode.Server.Sessions;
using OpenCode.Server.Turns;

namespace OpenCode.Server.Api;

/// <summary>Serves sessions: their making, changing and ending, and lists of them.</summary>
internal sealed partial class SessionOperations(
    IServerAgent agent, SessionRepository repository, SessionNews news, TurnRunner turns, LocationResolver locations, ProjectIdentities projects,
    ServerIds ids, TimeProvider clock)
    : ISessionOperations, IPartOperations
{
    private const int DefaultLimit = 100;

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    public async Task<Session> CreateAsync(SessionCreateCall call, CancellationToken cancellationToken)
    {
        ServerLocation location = locations.Find(call, call.Directory);
        SessionCreateRequest? request = call.Body;
        if (request?.ParentId is { } parent) await repository.GetAsync(parent, cancellationToken);
        LocationInfo project = await projects.DescribeAsync(location, cancellationToken);
        long now = Now;
        var session = new Session
        {
            Id = ids.Session(),
            Slug = MadeUpName.Next(),
            ProjectId = project.Project.Id,
            Directory = location.Directory,
            ParentId = request?.ParentId,
            Title = request?.Title ?? DefaultTitle(),
            Agent = request?.Agent,
            Model = request?.Model,
            Metadata = request?.Metadata,
            Permission = request?.Permission,
            WorkspaceId = request?.WorkspaceId,
            Version = ServerVersion.Text,
            Time = new() { Created = now, Updated = now },
        };
        await repository.SaveAsync(session, cancellationToken);
        news.Created(session);
        news.Updated(session);
        return session;
    }

    public Task<Session> GetAsync(SessionGetCall call, CancellationToken cancellationToken) => repository.GetAsync(call.SessionId, cancellationToken);

    public async Task<IReadOnlyList<Session>> ListAsync(SessionListCall call, CancellationToken cancellationToken)
    {
        ServerLocation location = locations.Find(call, call.Directory);
        LocationInfo project = await projects.DescribeAsync(location, cancellationToken);
        IEnumerable<Session> found = (await repository.ListAsync(null, cancellationToken))
            .Where(s => s.ProjectId == project.Project.Id)
            .Where(s => string.IsNullOrEmpty(call.Directory) || call.Scope == SessionListScope.Project || s.Directory == location.Directory)
            .Where(s => call.Roots != true || s.ParentId is null)
            .Where(s => call.Start is not { } start || s.Time.Updated >= start)
            .Where(s => string.IsNullOrEmpty(call.Search) || s.Title.Contains(call.Search, StringComparison.OrdinalIgnoreCase));
        return [.. found.OrderByDescending(static s => s.Time.Updated).Take(call.Limit is { } limit ? (int)Math.Clamp(limit, 0, int.MaxValue) : DefaultLimit)];
    }

    public async Task<Session> UpdateAsync(SessionUpdateCall call, CancellationToken cancellationToken)
    {
        Session old = await repository.GetAsync(call.SessionId, cancellationToken);
        SessionUpdateRequest? request = call.Body;
        var session = new Session(old)
        {
            Title = request?.Title ?? old.Title,
            Metadata = request?.Metadata ?? old.Metadata,
            Permission = request?.Permission ?? old.Permission,
            Time = new SessionTime(old.Time) { Updated = Now, Archived = request?.Time?.Archived ?? old.Time.Archived },
        };
        return await KeepAsync(session, cancellationToken);
    }

    public async Task<bool> DeleteAsync(SessionDeleteCall call, CancellationToken cancellationToken)
    {
        await DeleteAsync(await repository.GetAsync(call.SessionId, cancellationToken), cancellationToken);
        return true;
    }

    public async Task<IReadOnlyList<Session>> ChildrenAsync(SessionChildrenCall call, CancellationToken cancellationToken)
    {
        await repository.GetAsync(call.SessionId, cancellationToken);
        return await repository.ListAsync(call.SessionId, cancellationToken);
    }

    public async Task<Session> ForkAsync(SessionForkCall call, CancellationToken cancellationToken)
    {
        Session original = await repository.GetAsync(call.SessionId, cancellationToken);
        IEnumerable<MessageWithParts> copied = await repository.GetMessagesAsync(original.Id, cancellationToken);
        if (call.Body?.MessageId is { } end) copied = copied.TakeWhile(m => m.Info.Id != end);
        long now = Now;
        var fork = new Session(original)
        {
            Id = ids.Session(),
            Slug = MadeUpName.Next(),
            Title = ForkTitle(original.Title),
            ParentId = null,
            Share = null,
            Revert = null,
            Time = new() { Created = now, Updated = now },
        };
        (IReadOnlyList<Message> messages, IReadOnlyList<Part> parts) = MessageCopies.Of([.. copied], fork.Id, ids);
        await repository.SaveAsync(messages, parts, cancellationToken);
        await repository.SaveAsync(fork, cancellationToken);
        news.Created(fork);
        return fork;
    }

    public Task<IReadOnlyDictionary<string, SessionStatus>> StatusAsync(SessionStatusCall call, CancellationToken cancellationToken)
        => Task.FromResult(turns.Statuses);

    public async Task<IReadOnlyList<Todo>> TodoAsync(SessionTodoCall call, CancellationToken cancellationToken)
    {
        await repository.GetAsync(call.SessionId, cancellationToken);
        return await repository.GetTodosAsync(call.SessionId, cancellationToken);
    }

    public async Task<IReadOnlyList<SnapshotFileDiff>> DiffAsync(SessionDiffCall call, CancellationToken cancellationToken)
    {
        IReadOnlyList<MessageWithParts> messages = await repository.GetMessagesAsync(call.SessionId, cancellationToken);
        return [.. messages
            .Select(static m => m.Info)
            .OfType<UserMessage>()
            .Where(m => call.MessageId is null || m.Id == call.MessageId)
            .SelectMany(static m => m.Summary?.Diffs ?? [])];
    }

    // What an agent of another kind has to say is nobody else's; nothing here is ever published on a website.
    public Task<Session> ShareAsync(SessionShareCall call, CancellationToken cancellationToken)
        => throw new OperationException(501, "Sessions of this server are not shared: it has no website to share them on.");

    public async Task<Session> UnshareAsync(SessionUnshareCall call, CancellationToken cancellationToken)
    {
        Session session = await repository.GetAsync(call.SessionId, cancellationToken);
        return session.Share is null ? session : await KeepAsync(new Session(session) { Share = null }, cancellationToken);
    }

    private async Task DeleteAsync(Session session, CancellationToken cancellationToken)
    {
        foreach (Session child in await repository.ListAsync(session.Id, cancellationToken)) await DeleteAsync(child, cancellationToken);
        await turns.AbortAsync(session.Id);
        await repository.RemoveAsync(session.Id, cancellationToken);
        news.Deleted(session);
    }

    private async Task<Session> KeepAsync(Session session, CancellationToken cancellationToken)
    {
        await repository.SaveAsync(session, cancellationToken);
        news.Updated(session);
        return session;
    }

    private string DefaultTitle() => $"{SessionTitles.Default}{clock.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ}";

    // "Plan (fork #1)", "Plan (fork #2)", as the original counts.
    private static string ForkTitle(string title)
    {
        int at = title.LastIndexOf(" (fork #", StringComparison.Ordinal);
        return at > 0 && int.TryParse(title.AsSpan(at + " (fork #".Length).TrimEnd(')'), out int number)
            ? $"{title[..at]} (fork #{number + 1})"
            : $"{title} (fork #1)";
    }
}
