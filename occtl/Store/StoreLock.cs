namespace OpenCode.Ctl.Store;

/// <summary>Lets one process at a time change the store. It ends with its process, however that ends.</summary>
internal static class StoreLock
{
    // It is held while a file is read and written, never while a server starts. All the same thirty seconds were seen to be exceeded where twenty real servers
    // started at once on two cores; what took them was not measured.
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _shortest = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan _longest = TimeSpan.FromMilliseconds(40);

    /// <summary>Waits for the lock; disposing of it gives it back.</summary>
    /// <param name="file">The file of the lock; it stays.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="StoreException">Others have held it for two minutes, or it cannot be opened.</exception>
    public static async Task<IDisposable> TakeAsync(string file, TimeProvider time, CancellationToken cancellationToken)
    {
        long began = time.GetTimestamp();
        while (true)
        {
            try
            {
                FileStreamOptions options = new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
                if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                return new FileStream(file, options);
            }
            catch (IOException exception) when (IsHeld(exception))
            {
                if (time.GetElapsedTime(began) > _patience)
                {
                    string message = $"'{file}' has been held by others for {_patience.TotalMinutes:0} minutes; end the process that has it, and try again ({exception.Message.TrimEnd('.')}).";
                    throw new StoreException(message, exception);
                }

                await Task.Delay(_shortest + ((_longest - _shortest) * Random.Shared.NextDouble()), time, cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new StoreException($"'{file}' cannot be locked: {exception.Message.ReplaceLineEndings(" ").TrimEnd('.')}; let this user write there, or name another folder in {DataFolder.Variable}.", exception);
            }
        }
    }

    // What is read-only or full has nobody to wait for. Unix: EWOULDBLOCK of flock, 11 on Linux and 35 on macOS.
    private static bool IsHeld(IOException exception) => OperatingSystem.IsWindows() ? (exception.HResult & 0xFFFF) is 32 or 33 : exception.HResult is 11 or 35;
}
