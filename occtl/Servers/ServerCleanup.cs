using OpenCode.Ctl.Store;

namespace OpenCode.Ctl.Servers;

/// <summary>Ends servers that nobody uses any more.</summary>
/// <param name="folder">Where they are kept.</param>
/// <param name="store">The servers there are.</param>
/// <param name="probe">Looks at them.</param>
/// <param name="ending">Ends them.</param>
/// <param name="time">The clock.</param>
internal sealed class ServerCleanup(DataFolder folder, ServerStore store, ServerProbe probe, ServerEnding ending, TimeProvider time)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    /// <summary>What would go: dead ones, those that never came up, and those that did nothing for long.</summary>
    /// <param name="idleFor">How long nobody may have used a server.</param>
    /// <param name="force">Whether those that work, or wait for somebody, go too.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    public async Task<IReadOnlyList<ServerReport>> FindAsync(TimeSpan idleFor, bool force, CancellationToken cancellationToken)
    {
        StoreDocument document = await store.ReadAsync(cancellationToken);
        IReadOnlyList<ServerReport> reports = await probe.LookAsync(document.Servers, cancellationToken);
        DateTimeOffset now = time.GetUtcNow();
        return [.. reports.Where(r => IsOver(r, now - idleFor, force))];
    }

    /// <summary>Ends what was found, and servers whose entry was lost.</summary>
    /// <returns>Those that were ended, and how many processes without an entry there were.</returns>
    public async Task<CleanupResult> EndAsync(IReadOnlyList<ServerReport> found, CancellationToken cancellationToken)
    {
        bool[] ended = await Task.WhenAll(found.Select(r => EndAsync(r, cancellationToken)));
        return new CleanupResult([.. found.Where((_, i) => ended[i])], await EndStraysAsync(cancellationToken));
    }

    // Somebody may have sent a prompt since it was looked at.
    private async Task<bool> EndAsync(ServerReport report, CancellationToken cancellationToken)
    {
        ServerEntry? now = (await store.ReadAsync(cancellationToken)).Find(report.Entry.Id);
        if (now is null || now.LastActivity > report.Entry.LastActivity) return false;
        await ending.EndAsync(now, _patience, cancellationToken);
        return true;
    }

    private static bool IsOver(ServerReport report, DateTimeOffset before, bool force) => report.State switch
    {
        ServerState.Dead => true,
        ServerState.Starting => force,

        // One that is too busy to respond looks like this.
        ServerState.Error => report.Process is null || (force && report.Entry.LastActivity <= before),
        _ => (force || !report.State.IsAtWork()) && report.Entry.LastActivity <= before && !report.Entry.IsAdopted,
    };

    // A folder without an entry: its command was killed while it removed the server, or the store was taken away.
    private async Task<int> EndStraysAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder.ServersFolder)) return 0;
        int strays = 0;
        foreach (string own in Directory.GetDirectories(folder.ServersFolder))
        {
            string id = Path.GetFileName(own);

            // Read after the folders were listed: an entry is written before its folder, so one that is being started is there.
            if ((await store.ReadAsync(cancellationToken)).Find(id) is not null) continue;
            ServerEntry entry = new(id, time.GetUtcNow());
            if (probe.ProcessOf(entry) is not null) strays++;
            await ending.EndAsync(entry, _patience, cancellationToken);
        }

        return strays;
    }
}
