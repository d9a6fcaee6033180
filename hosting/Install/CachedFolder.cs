using OpenCode.Hosting.Folders;

namespace OpenCode.Hosting.Install;

/// <summary>
/// A folder of the cache that is made once, whoever asks for it first: in another folder beside it, under a lock between processes, and moved
/// to its place when it is whole. Whoever finds it can use it.
/// </summary>
/// <param name="folder">Its place.</param>
/// <param name="time">The clock.</param>
internal sealed class CachedFolder(string folder, TimeProvider time)
{
    private const string Marker = ".installed";
    private const string Staging = ".installing";

    /// <summary>The file that whoever makes the folder holds locked.</summary>
    public string LockPath => $"{folder}.lock";

    /// <summary>What the folder was made from; null when there is none yet.</summary>
    public string? Fingerprint
    {
        get
        {
            string marker = Path.Combine(folder, Marker);
            return File.Exists(marker) ? File.ReadAllText(marker) : null;
        }
    }

    /// <summary>Makes the folder, unless another process has made it meanwhile.</summary>
    /// <param name="fingerprint">What it is made from.</param>
    /// <param name="isWanted">Whether a folder with such a fingerprint will do.</param>
    /// <param name="make">Fills a folder; an exception leaves nothing behind.</param>
    /// <param name="cancellationToken">Stops waiting, and is passed on.</param>
    public async Task MakeAsync(
        string fingerprint, Func<string, bool> isWanted, Func<string, CancellationToken, Task> make, CancellationToken cancellationToken)
    {
        using FileLock held = await FileLock.AcquireAsync(LockPath, time, cancellationToken).ConfigureAwait(false);
        if (Fingerprint is { } present && isWanted(present)) return;
        DeleteStaging();

        // A name of its own: the npm of a program that was killed may still be writing into another one.
        string staging = $"{folder}{Staging}{Guid.NewGuid():N}";
        try
        {
            await make(staging, cancellationToken).ConfigureAwait(false);
            await File.WriteAllTextAsync(Path.Combine(staging, Marker), fingerprint, cancellationToken).ConfigureAwait(false);
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            Directory.Move(staging, folder);
        }
        catch
        {
            // Hundreds of megabytes that nobody would look for; npm has its own cache for another attempt.
            await TemporaryFolder.DeleteAsync(staging, time).ConfigureAwait(false);
            throw;
        }
    }

    // Of programs that were killed: we hold the lock, so nobody is at work there.
    private void DeleteStaging()
    {
        foreach (string left in Directory.GetDirectories(Path.GetDirectoryName(folder)!, $"{Path.GetFileName(folder)}{Staging}*"))
            TemporaryFolder.TryDelete(left);
    }
}
