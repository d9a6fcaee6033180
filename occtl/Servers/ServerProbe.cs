using OpenCode.Core.Errors;
using OpenCode.Ctl.Store;
using OpenCode.Hosting.Processes;
using OpenCode.Models;

namespace OpenCode.Ctl.Servers;

/// <summary>Finds out what servers are doing, by asking them.</summary>
/// <param name="folder">Where their processes are written down.</param>
/// <param name="connection">Makes clients of them.</param>
internal sealed class ServerProbe(DataFolder folder, ServerConnection connection)
{
    // A server on this machine that works on a large project takes a second now and then.
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _sameStart = TimeSpan.FromMinutes(2);

    /// <summary>Looks at several at the same time.</summary>
    public async Task<IReadOnlyList<ServerReport>> LookAsync(IEnumerable<ServerEntry> entries, CancellationToken cancellationToken)
        => await Task.WhenAll(entries.Select(e => LookAsync(e, cancellationToken)));

    /// <summary>Looks at one.</summary>
    public async Task<ServerReport> LookAsync(ServerEntry entry, CancellationToken cancellationToken)
    {
        ProcessIdentity? process = ProcessOf(entry);
        if (!entry.IsAdopted && process is null) return new ServerReport(entry, IsBeingStarted(entry) ? ServerState.Starting : ServerState.Dead, null);
        try
        {
            return await AskAsync(entry, process, cancellationToken);
        }
        catch (Exception exception) when (exception is ApiException or TimeoutException)
        {
            ServerState state = entry.IsAdopted && exception is ApiConnectionException ? ServerState.Dead : IsBeingStarted(entry)
                ? ServerState.Starting : ServerState.Error;
            return new ServerReport(entry, state, process) { Problem = exception.Message };
        }
    }

    /// <summary>The process of a server; null when it has ended, also when another has its id by now.</summary>
    public ProcessIdentity? ProcessOf(ServerEntry entry)
    {
        if (entry.ProcessId is { } id && entry.ProcessStartedAt is { } started)
            return new ProcessIdentity(id, started) is { IsRunning: true } known ? known : null;
        if (DetachedProcess.Find(folder.ProcessFile(entry.Id)) is { } found) return found;

        // An entry of the Python tool has an id and no start: the process cannot have started long before its entry.
        return entry.ProcessId is { } bare && ProcessIdentity.Find(bare) is { } process && (process.StartedAt - entry.CreatedAt)
            .Duration() < _sameStart ? process : null;
    }

    /// <summary>Whether it may respond: its process runs, or is not ours to look for.</summary>
    public bool MayRespond(ServerEntry entry) => entry.IsAdopted || ProcessOf(entry) is not null;

    /// <summary>Whether the command that starts it still runs.</summary>
    public static bool IsBeingStarted(ServerEntry entry)
        => entry.Status == ServerState.Starting.Name() && entry.StarterId is { } id && entry.StarterStartedAt is { } started
            && new ProcessIdentity(id, started).IsRunning;

    private async Task<ServerReport> AskAsync(ServerEntry entry, ProcessIdentity? process, CancellationToken cancellationToken)
    {
        using OpenCodeClient client = connection.Open(entry, _limit);
        WaitingRequests waiting = await WaitingRequests.ReadAsync(client, cancellationToken);
        int busy = waiting.Status.Values.Count(static s => s is not SessionStatusIdle);
        ServerState state = waiting.Permissions.Count > 0 ? ServerState.WaitingPermission
            : waiting.Questions.Count > 0 ? ServerState.WaitingQuestion
            : busy > 0 ? ServerState.Busy
            : (await client.Session.GetAsync(static c => c.Query.Limit = 1, cancellationToken)).Count > 0 ? ServerState.Idle : ServerState.Running;
        return new ServerReport(entry, state, process)
        {
            Busy = busy,
            Permissions = waiting.Permissions.Count,
            Questions = waiting.Questions.Count,
        };
    }
}
