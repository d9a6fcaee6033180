using OpenCode.Core.Errors;
using OpenCode.Ctl.Notifications;
using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Sessions;
using OpenCode.Ctl.Store;
using OpenCode.Models;

namespace OpenCode.Ctl.Waiting;

/// <summary>Waits for sessions.</summary>
/// <param name="runner">The servers.</param>
internal sealed class SessionWait(ServerRunner runner)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    // A server looks idle also in the moment before it begins.
    private static readonly TimeSpan _untilBegun = TimeSpan.FromSeconds(10);

    /// <summary>Waits.</summary>
    /// <exception cref="ServerException">A server of one of them has ended, or does not respond.</exception>
    /// <exception cref="TimeoutException">It took too long.</exception>
    public async Task<IReadOnlyList<WaitedSession>> RunAsync(WaitRequest request, CancellationToken cancellationToken)
    {
        IReadOnlyList<WaitedSession> ended = await new Deadline(request.TimeLimit, runner.Time).KeepAsync(t => WaitAsync(request, t), cancellationToken);
        Notifier notifier = new(request.Notify);
        foreach (WaitedSession session in ended)
        {
            string said = session.WaitsForSomebody ? "The session waits for somebody."
                : session.Message is null ? "The session has nothing to do." : "The session has written the text.";
            await notifier.SendAsync(new Notification(session.State, session.Server, session.Session, said), runner.Errors, cancellationToken);
        }

        return ended;
    }

    private async Task<IReadOnlyList<WaitedSession>> WaitAsync(WaitRequest request, CancellationToken cancellationToken)
    {
        using SessionHandles handles = await OpenAsync(request, cancellationToken);
        foreach (ServerEntry entry in handles.All.Select(static h => h.Entry).DistinctBy(static e => e.Id)) await runner.TouchAsync(entry, cancellationToken);
        await using ServerActivity active = new(runner, handles.All.Select(static h => h.Entry));
        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<WaitedSession>[] each = [.. handles.All.Select(h => TellAsync(h, () => WaitAsync(h, request.Text, enough.Token)))];
        Task death = WatchAsync(handles.All, enough.Token);
        Task<WaitedSession>? waiting = request.AlsoWaiting ? LookAsync(handles.All, enough.Token) : null;
        Task[] others = waiting is null ? [death] : [death, waiting];
        try
        {
            List<Task<WaitedSession>> open = [.. each];
            while (open.Count > 0 && !(request.IsOneEnough && open.Count < each.Length))
            {
                Task first = await Task.WhenAny([.. open, .. others]);
                await first;
                if (first == waiting) return [await waiting];
                open.RemoveAll(t => t == first);
            }

            return [.. each.Where(t => !open.Contains(t)).Select(static t => t.Result)];
        }
        finally
        {
            await enough.CancelAsync();
            await Task.WhenAll([.. each, .. others]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<SessionHandles> OpenAsync(WaitRequest request, CancellationToken cancellationToken)
    {
        SessionFinder finder = new(runner);
        if (request.Sessions.Count > 0) return await SessionHandles.OpenAsync(request.Sessions, n => finder.FindAsync(request.Server, n, cancellationToken));
        if (!request.AllThatWork) return new SessionHandles([await finder.FindAsync(request.Server, null, cancellationToken)]);
        SessionList list = new(runner);
        IReadOnlyList<FoundSession> found = request.Server is null
            ? await list.ReadAllAsync(false, cancellationToken)
            : await list.ReadAsync(await runner.Finder.FindAsync(request.Server, cancellationToken), false, cancellationToken);
        IEnumerable<FoundSession> atWork = found.Where(static f => f.Depth == 0 && f.IsAtWork).DistinctBy(static f => f.Session.Id);
        return await SessionHandles.OpenAsync(atWork, f => finder.FindAsync(f.Server, f.Session.Id, cancellationToken));
    }

    private async Task<WaitedSession> WaitAsync(SessionHandle handle, string? text, CancellationToken cancellationToken)
    {
        if (text is null)
        {
            await WaitUntilIdleAsync(handle, cancellationToken);
            return new WaitedSession(handle.Entry.Id, handle.Session.Id, ServerState.Idle.Name());
        }

        MessageWithParts message = await handle.Session.WaitForTextAsync(text, cancellationToken);
        return new WaitedSession(handle.Entry.Id, handle.Session.Id, WaitedSession.HasText) { Message = message.Info.Id };
    }

    private async Task WaitUntilIdleAsync(SessionHandle handle, CancellationToken cancellationToken)
    {
        long? idle = null;
        while (true)
        {
            await handle.Session.WaitUntilIdleAsync(cancellationToken);
            idle ??= runner.Time.GetTimestamp();
            if (await HasBegunAsync(handle, cancellationToken) || runner.Time.GetElapsedTime(idle.Value) > _untilBegun) return;
            await Task.Delay(_pause, runner.Time, cancellationToken);
        }
    }

    private static async Task<bool> HasBegunAsync(SessionHandle handle, CancellationToken cancellationToken)
    {
        try
        {
            return (await handle.ReadNewestAsync(cancellationToken))?.Info is not UserMessage;
        }
        catch (ApiStatusException)
        {
            // Some releases refuse their own messages.
            return true;
        }
    }

    private static async Task<T> TellAsync<T>(SessionHandle handle, Func<Task<T>> wait)
    {
        try
        {
            return await wait();
        }
        catch (ApiException exception) when (exception is not ApiNotFoundException)
        {
            throw new ServerException($"{handle.Entry.Id} does not respond: {TerminalText.SafeLine(exception.Message)}", exception);
        }
    }

    // A client tries for long to reach a server again; whether its process runs is known at once.
    private async Task WatchAsync(IReadOnlyList<SessionHandle> handles, CancellationToken cancellationToken)
    {
        ServerEntry[] entries = [.. handles.Select(static h => h.Entry).DistinctBy(static e => e.Id)];
        while (true)
        {
            await Task.Delay(_pause, runner.Time, cancellationToken);
            if (entries.FirstOrDefault(e => !runner.Probe.MayRespond(e)) is { } dead)
                throw new ServerException($"The process of {dead.Id} has ended; 'occtl logs {dead.Id}' has what it printed last.");
        }
    }

    private async Task<WaitedSession> LookAsync(IReadOnlyList<SessionHandle> handles, CancellationToken cancellationToken)
    {
        while (true)
        {
            foreach (SessionHandle handle in handles)
            {
                if (await TellAsync(handle, () => LookAsync(handle, cancellationToken)) is { } state)
                    return new WaitedSession(handle.Entry.Id, handle.Session.Id, state.Name());
            }

            await Task.Delay(_pause, runner.Time, cancellationToken);
        }
    }

    private static async Task<ServerState?> LookAsync(SessionHandle handle, CancellationToken cancellationToken)
    {
        if ((await handle.Session.GetQuestionsAsync(cancellationToken)).Count > 0) return ServerState.WaitingQuestion;
        return (await handle.Session.GetPermissionsAsync(cancellationToken)).Count > 0 ? ServerState.WaitingPermission : null;
    }
}
