namespace OpenCode.Hosting.Folders;

/// <summary>
/// A lock between processes: an open file that nobody else may open. The kernel gives it back when its owner dies,
/// so a killed test run never leaves a stale lock (which a lock that is a file's mere existence would).
/// </summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    public static async Task<FileLock> AcquireAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        while (true)
        {
            try
            {
                return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException exception) when (File.Exists(path) && IsHeld(exception))
            {
                await Task.Delay(_pause, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // On a disk that is full or read-only there is nothing to wait for. Unix: EWOULDBLOCK from flock, 11 on Linux and 35 on macOS.
    internal static bool IsHeld(IOException exception) => OperatingSystem.IsWindows()
        ? (exception.HResult & 0xFFFF) is 32 or 33
        : exception.HResult is 11 or 35;

    // The file stays: deleting it would let a waiter lock the deleted file while a third process locks a new one.
    public void Dispose() => _file.Dispose();
}
