using OpenCode.Core.Errors;
using OpenCode.Ctl.Store;
using OpenCode.Hosting.Processes;

namespace OpenCode.Ctl.Servers;

/// <summary>Finds out what servers are doing, by asking them.</summary>
/// <param name="folder">Where their processes are written down.</param>
/// <param name="store">The servers there are.</param>
/// <param name="connection">Makes clients of them.</param>
/// <param name="time">The clock.</param>
internal sealed class ServerProbe(DataFolder folder, ServerStore store, ServerConnection connection, TimeProvider time)
{
    // A server on this machine that works on a large project takes a second now and then.
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _sameStart = TimeSpan.FromMinutes(2);

    private readonly ServerHealth _health = new(connection, _limit);
    private readonly OtherDirectories _others = new(folder, connection, time);

    /// <summary>Looks at several at the same time.</summary>
    public async Task<IReadOnlyList<ServerReport>> LookAsync(IEnumerable<ServerEntry> entries, CancellationToken cancellationToken)
        => await Task.WhenAll(entries.Select(e => LookAsync(e, cancellationToken)));

    /// <summary>Looks at one.</summary>
    public async Task<ServerReport> LookAsync(ServerEntry entry, CancellationToken cancellationToken)
    {
        ProcessIdentity? process = ProcessOf(entry);
        if (!entry.IsAdopted && process is null) return new ServerReport(entry, StarterRuns(entry) ? ServerState.Starting : ServerState.Dead, null);
        try
        {
            if (entry.Status == ServerState.Starting.Name() && !StarterRuns(entry)) entry = await NoteUpAsync(entry, cancellationToken);
            return await AskAsync(entry, process, cancellationToken);
        }
        catch (Exception exception) when (exception is ApiException or TimeoutException or ForeignServerException)
        {
            ServerState state = entry.IsAdopted && exception is ApiConnectionException ? ServerState.Dead : IsBeingStarted(entry)
                ? ServerState.Starting : ServerState.Error;
            return new ServerReport(entry, state, process) { Problem = TerminalText.SafeLine(exception.Message) };
        }
    }

    /// <summary>What works and waits on a server, in whatever directory.</summary>
    /// <param name="entry">The server.</param>
    /// <param name="client">A client of it, for its own directory.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task<WaitingRequests> ReadWaitingAsync(ServerEntry entry, OpenCodeClient client, CancellationToken cancellationToken)
    {
        Task<WaitingRequests> own = WaitingRequests.ReadAsync(client, null, cancellationToken);
        Task<OtherSessions> finding = _others.FindAsync(entry, cancellationToken);
        await Task.WhenAll(own, finding);
        OtherSessions sessions = await finding;
        IEnumerable<string> directories = sessions.Directories.Except(await DirectoriesOfOthersAsync(entry, cancellationToken), StringComparer.Ordinal);
        WaitingRequests?[] others = await Task.WhenAll(directories.Select(d => TryReadAsync(client, d, cancellationToken)));
        var all = WaitingRequests.Join([await own, .. others.OfType<WaitingRequests>()]);
        if (others.All(static o => o is not null)) _others.Settle(entry, sessions, all);
        return all;
    }

    /// <summary>
    /// The directories of other servers that run with the same home. Servers of one home see each other's sessions; what goes on where another one works is
    /// asked of that one, as each would load the settings of all others.
    /// </summary>
    public async Task<IReadOnlyList<string>> DirectoriesOfOthersAsync(ServerEntry entry, CancellationToken cancellationToken)
        => [.. (await store.ReadAsync(cancellationToken)).Servers
            .Where(e => e.Id != entry.Id && e.Home == entry.Home && e.Directory is not null && MayRespond(e)).Select(static e => e.Directory!)];

    // A directory may be gone, or take long to load; what the server does elsewhere is known all the same.
    private static async Task<WaitingRequests?> TryReadAsync(OpenCodeClient client, string directory, CancellationToken cancellationToken)
    {
        try
        {
            return await WaitingRequests.ReadAsync(client, directory, cancellationToken);
        }
        catch (Exception exception) when (exception is ApiException or TimeoutException)
        {
            return null;
        }
    }

    /// <summary>The process of a server; null when it has ended, also when another has its id by now.</summary>
    public ProcessIdentity? ProcessOf(ServerEntry entry)
    {
        if (entry.Process is { } known) return known.IsRunning ? known : null;
        if (DetachedProcess.Find(folder.ProcessFile(entry.Id)) is { } found) return found;

        // An entry of the Python tool has an id and no start: the process cannot have started long before its entry.
        return entry.ProcessId is { } bare && ProcessIdentity.Find(bare) is { } process && (process.StartedAt - entry.CreatedAt)
            .Duration() < _sameStart ? process : null;
    }

    /// <summary>Whether it may respond: its process runs, or is not ours to look for.</summary>
    public bool MayRespond(ServerEntry entry) => entry.IsAdopted || ProcessOf(entry) is not null;

    private static bool StarterRuns(ServerEntry entry) => entry.Status == ServerState.Starting.Name() && entry.Starter is { IsRunning: true };

    private bool IsBeingStarted(ServerEntry entry)
        => StarterRuns(entry) || (entry.Status == ServerState.Starting.Name() && entry.StartingUntil is { } limit && time.GetUtcNow() < limit);

    // Whoever started it did not wait, or was killed: the first one who finds it up writes that down.
    private async Task<ServerEntry> NoteUpAsync(ServerEntry entry, CancellationToken cancellationToken)
    {
        string version = await _health.ReadAsync(entry, cancellationToken);
        return await store.ChangeAsync(
            document =>
            {
                ServerEntry up = (document.Find(entry.Id) ?? entry).AsUp(ServerState.Running.Name(), version);
                if (document.Find(entry.Id) is not null) document.Put(up);
                return up;
            },
            cancellationToken);
    }

    private async Task<ServerReport> AskAsync(ServerEntry entry, ProcessIdentity? process, CancellationToken cancellationToken)
    {
        using OpenCodeClient client = connection.Open(entry, _limit);
        WaitingRequests waiting = await ReadWaitingAsync(entry, client, cancellationToken);
        int busy = waiting.Status.Values.Count(WaitingRequests.IsAtWork);
        ServerState state = waiting.Permissions.Count > 0 ? ServerState.WaitingPermission
            : waiting.Questions.Count > 0 ? ServerState.WaitingQuestion
            : busy > 0 ? ServerState.Busy
            : await HasSessionAsync(entry, client, cancellationToken) ? ServerState.Idle : ServerState.Running;
        return new ServerReport(entry, state, process)
        {
            Busy = busy,
            Permissions = waiting.Permissions.Count,
            Questions = waiting.Questions.Count,
        };
    }

    // In its own directory, or in one where no other server of its home works.
    private async Task<bool> HasSessionAsync(ServerEntry entry, OpenCodeClient client, CancellationToken cancellationToken)
    {
        if ((await client.Session.GetAsync(static c => c.Query.Limit = 1, cancellationToken)).Count > 0) return true;
        IReadOnlyList<string> used = await _others.FindUsedAsync(entry, cancellationToken);
        return used.Count > 0 && used.Except(await DirectoriesOfOthersAsync(entry, cancellationToken), StringComparer.Ordinal).Any();
    }
}
