using OpenCode.Ctl.Store;
using OpenCode.Hosting.Processes;

namespace OpenCode.Ctl.Servers;

/// <summary>Ends servers, with all that they have started, and forgets them.</summary>
/// <param name="folder">Where they are kept.</param>
/// <param name="store">The servers there are.</param>
/// <param name="secrets">Their passwords.</param>
/// <param name="probe">Knows their processes.</param>
/// <param name="time">The clock.</param>
internal sealed class ServerEnding(DataFolder folder, ServerStore store, SecretStore secrets, ServerProbe probe, TimeProvider time)
{
    /// <summary>Ends one. An adopted server goes on, and is forgotten.</summary>
    /// <param name="entry">The server.</param>
    /// <param name="patience">How long it may take to end by itself; zero to kill it at once.</param>
    /// <param name="cancellationToken">Ends the patience.</param>
    public async Task EndAsync(ServerEntry entry, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (!entry.IsAdopted)
        {
            if (probe.ProcessOf(entry) is { } process) await process.EndAsync(patience, time, cancellationToken);

            // What the agent's shell left in the background, and a process that was started and never written down.
            ProcessIdentity.KillMarked(ServerEnvironment.Mark, entry.Id);
        }

        await RemoveAsync(entry, CancellationToken.None);
    }

    /// <summary>Forgets one.</summary>
    public async Task RemoveAsync(ServerEntry entry, CancellationToken cancellationToken)
    {
        await store.ChangeAsync(document => document.Remove(entry.Id), cancellationToken);
        await secrets.RemoveAsync(entry.Id, cancellationToken);
        string own = folder.ServerFolder(entry.Id);
        try
        {
            if (Directory.Exists(own)) Directory.Delete(own, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Another command does the same at this moment.
        }
    }
}
