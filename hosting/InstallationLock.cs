namespace OpenCode.Hosting;

/// <summary>
/// A lock between processes: an open file that nobody else may open. The kernel gives it back when its owner dies,
/// so a killed test run never leaves a stale lock (which a lock that is a file's mere existence would).
/// </summary>
internal sealed class InstallationLock : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);
    private readonly FileStream _file;

    private InstallationLock(FileStream file) => _file = file;

    public static async Task<InstallationLock> AcquireAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        while (true)
        {
            try
            {
                return new InstallationLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(s_pause, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // The file stays: deleting it would let a waiter lock the deleted file while a third process locks a new one.
    public void Dispose() => _file.Dispose();
}
