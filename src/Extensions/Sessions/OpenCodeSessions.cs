using System.Runtime.CompilerServices;
using OpenCode.Events;
using OpenCode.Models;
using OpenCode.Requests;
using OpenCode.Turns;

namespace OpenCode.Sessions;

/// <summary>The sessions of a server, as handles that prompts can be sent to. Safe for use by many threads.</summary>
public sealed class OpenCodeSessions : IDisposable
{
    // The server shows a hundred unless it is told otherwise, and has no way to ask for the next ones.
    private const double All = 1_000_000;

    private readonly RootRequestBuilder _client;
    private readonly TurnContext _context;

    internal OpenCodeSessions(RootRequestBuilder client, EventFeed feed, TimeProvider clock)
    {
        _client = client;
        _context = new TurnContext(feed, new SessionGates(), clock);
    }

    /// <summary>Creates a session.</summary>
    /// <param name="title">Its title; null for one that the server makes of the first prompt.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<OpenCodeSession> CreateAsync(string? title = null, CancellationToken cancellationToken = default)
        => CreateAsync(new SessionCreateRequest { Title = title }, null, cancellationToken);

    /// <summary>Creates a session.</summary>
    /// <param name="request">Its title, its agent, its rules for permissions and the like.</param>
    /// <param name="directory">The project directory on the server; null for the client's.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<OpenCodeSession> CreateAsync(SessionCreateRequest request, string? directory = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Of(await _client.Session.PostAsync(
            request,
            c =>
            {
                if (directory is not null) c.Query.Directory = directory;
            },
            cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Attaches to a session that exists.</summary>
    /// <param name="sessionId">Its id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="Core.Errors.ApiNotFoundException">There is no such session.</exception>
    public async Task<OpenCodeSession> AttachAsync(string sessionId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(sessionId);
        return Of(await _client.Session[sessionId].GetAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Attaches to a session that exists, without asking the server.</summary>
    /// <param name="reference">What <see cref="OpenCodeSession.Reference"/> gave, also in another process.</param>
    public OpenCodeSession Attach(SessionReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return new OpenCodeSession(_client, _context, reference);
    }

    /// <summary>Lists sessions, newest first; all of them, also beyond the hundred that the server shows by itself.</summary>
    /// <param name="directory">The project directory on the server; null for the client's.</param>
    /// <param name="rootsOnly">Whether those of sub-agents are left out.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<Session>> ListAsync(string? directory = null, bool rootsOnly = false, CancellationToken cancellationToken = default)
        => _client.Session.GetAsync(
            c =>
            {
                c.Query.Limit = All;
                if (directory is not null) c.Query.Directory = directory;
                if (rootsOnly) c.Query.Roots = true;
            },
            cancellationToken);

    /// <summary>Waits until none of several sessions, sub-agents included, is at work.</summary>
    /// <param name="sessions">The sessions.</param>
    /// <param name="cancellationToken">Ends the waiting. There is no other limit.</param>
    public static Task WaitUntilAllIdleAsync(IEnumerable<OpenCodeSession> sessions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        return Task.WhenAll(sessions.Select(session => session.WaitUntilIdleAsync(cancellationToken)));
    }

    /// <summary>Waits until one of several sessions, sub-agents included, is not at work.</summary>
    /// <param name="sessions">The sessions; at least one.</param>
    /// <param name="cancellationToken">Ends the waiting. There is no other limit.</param>
    /// <returns>The session that is idle.</returns>
    public static async Task<OpenCodeSession> WaitUntilAnyIdleAsync(IEnumerable<OpenCodeSession> sessions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        OpenCodeSession[] all = [.. sessions];
        if (all.Length == 0) throw new ArgumentException("There is no session to wait for. Name at least one.", nameof(sessions));
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] waiting = [.. all.Select(session => session.WaitUntilIdleAsync(enough.Token))];
        Task first = await Task.WhenAny(waiting).ConfigureAwait(false);
        await first.ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
        return all[Array.IndexOf(waiting, first)];
    }

    /// <summary>
    /// Reads the events of the whole server. All readers of this client, turns included, share one connection; one that is too slow misses events,
    /// and finds an <see cref="EventGap"/> in their place.
    /// </summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    public IAsyncEnumerable<Event> ReadEventsAsync(CancellationToken cancellationToken = default)
        => ReadEventsAsync(_context.Feed, static _ => true, cancellationToken);

    /// <summary>Waits until events of the server can come, so that none is missed of what is done next.</summary>
    /// <remarks>Keep a reader open from before on: without one, the connection is closed.</remarks>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task WaitUntilLiveAsync(CancellationToken cancellationToken = default) => _context.Feed.WaitUntilLiveAsync(cancellationToken);

    /// <summary>Closes the connection for events; turns under way go on without.</summary>
    public void Dispose() => _context.Feed.Dispose();

    internal static async IAsyncEnumerable<Event> ReadEventsAsync(
        EventFeed feed, Func<Event, bool> accepts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const int Capacity = 1024;
        using EventFeedReader reader = feed.Open(accepts, Capacity);
        do
        {
            while (reader.TryRead(out Event? next)) yield return next!;
        }
        while (await reader.WaitAsync(cancellationToken).ConfigureAwait(false));
    }

    private OpenCodeSession Of(Session session) => new(_client, _context, new SessionReference(session.Id, session.Directory));
}
