using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Sessions;

namespace OpenCode.Ctl.Waiting;

/// <summary>Which sessions a waiting ended with.</summary>
/// <param name="Sessions">The sessions.</param>
/// <param name="Waits">What they wait for, as <c>waiting_permission</c>; null when they have nothing to do.</param>
internal sealed record WaitResult(IReadOnlyList<SessionHandle> Sessions, string? Waits);

/// <summary>Waits for sessions.</summary>
/// <param name="runner">The servers.</param>
internal sealed class SessionWait(Runner runner)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    /// <summary>Opens the sessions that are meant.</summary>
    /// <param name="server">The server; null for the one that has a session.</param>
    /// <param name="names">The sessions.</param>
    /// <param name="allThatWork">Whether, without a name, all that work are meant, and not the newest.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task<SessionHandles> OpenAsync(string? server, IReadOnlyList<string> names, bool allThatWork, CancellationToken cancellationToken)
    {
        SessionFinder finder = new(runner);
        List<SessionHandle> open = [];
        try
        {
            if (names.Count > 0)
            {
                foreach (string name in names) open.Add(await finder.FindAsync(server, name, cancellationToken));
            }
            else if (!allThatWork)
            {
                open.Add(await finder.FindAsync(server, null, cancellationToken));
            }
            else
            {
                SessionList list = new(runner);
                IReadOnlyList<FoundSession> found = server is null
                    ? await list.ReadAllAsync(cancellationToken)
                    : await list.ReadAsync(await runner.Finder.FindAsync(server, cancellationToken), cancellationToken);
                IEnumerable<FoundSession> atWork = found.Where(static f => f.Depth == 0 && f.State != ServerState.Idle.Name());
                foreach (FoundSession working in atWork.DistinctBy(static f => f.Session.Id))
                    open.Add(await finder.FindAsync(working.Server, working.Session.Id, cancellationToken));
            }

            return new SessionHandles(open);
        }
        catch
        {
            foreach (SessionHandle handle in open) handle.Dispose();
            throw;
        }
    }

    /// <summary>Waits.</summary>
    /// <param name="handles">The sessions; none is no waiting.</param>
    /// <param name="any">Whether one is enough.</param>
    /// <param name="alsoWaiting">Whether a session that waits for somebody ends it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<WaitResult> WaitAsync(IReadOnlyList<SessionHandle> handles, bool any, bool alsoWaiting, CancellationToken cancellationToken)
    {
        if (handles.Count == 0) return new WaitResult([], null);
        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<SessionHandle>[] idle = [.. handles.Select(h => WaitAsync(h, enough.Token))];
        Task whole = any ? Task.WhenAny(idle) : Task.WhenAll(idle);
        try
        {
            if (alsoWaiting)
            {
                Task<WaitResult> waiting = LookAsync(handles, enough.Token);
                if (await Task.WhenAny(whole, waiting) == waiting) return await waiting;
            }

            await whole;
            return new WaitResult(any ? [await await Task.WhenAny(idle)] : [.. await Task.WhenAll(idle)], null);
        }
        finally
        {
            await enough.CancelAsync();
        }
    }

    private static async Task<SessionHandle> WaitAsync(SessionHandle handle, CancellationToken cancellationToken)
    {
        await handle.Session.WaitUntilIdleAsync(cancellationToken);
        return handle;
    }

    private async Task<WaitResult> LookAsync(IReadOnlyList<SessionHandle> handles, CancellationToken cancellationToken)
    {
        while (true)
        {
            foreach (SessionHandle handle in handles)
            {
                if ((await handle.Session.GetPermissionsAsync(cancellationToken)).Count > 0)
                    return new WaitResult([handle], ServerState.WaitingPermission.Name());
                if ((await handle.Session.GetQuestionsAsync(cancellationToken)).Count > 0) return new WaitResult([handle], ServerState.WaitingQuestion.Name());
            }

            await Task.Delay(_pause, runner.Time, cancellationToken);
        }
    }
}
