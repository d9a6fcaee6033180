namespace OpenCode.Hosting.Folders;

/// <summary>Deletes what lives as long as a server.</summary>
internal static class TemporaryFolder
{
    /// <summary>Deletes a folder, patiently.</summary>
    /// <returns>Whether it is gone.</returns>
    public static async Task<bool> DeleteAsync(string folder, TimeProvider time)
    {
        // Something the server started may still be writing into it for a moment, so one attempt can fail.
        for (int attempt = 0; attempt < 5; attempt++)
        {
            if (TryDelete(folder)) return true;
            await Task.Delay(TimeSpan.FromMilliseconds(100 << attempt), time).ConfigureAwait(false);
        }

        return TryDelete(folder);
    }

    /// <summary>Deletes a folder or a file.</summary>
    /// <returns>Whether it is gone.</returns>
    public static bool TryDelete(string path)
    {
        try
        {
            return TryDeleteAsIs(path) || (MakeWritable(path) && TryDeleteAsIs(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool TryDeleteAsIs(string path)
    {
        try
        {
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
            else File.Delete(path);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // git makes its object files read-only, which stops a deletion on Windows; Go makes the folders of its module cache read-only, which
    // stops one everywhere else.
    private static bool MakeWritable(string folder)
    {
        if (!Directory.Exists(folder)) return false;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, PrivateFolder.OwnerOnly);
        foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            // Where a link leads is none of our business.
            if (entry.LinkTarget is not null) continue;
            if (entry is DirectoryInfo) MakeWritable(entry.FullName);
            else if (OperatingSystem.IsWindows()) entry.Attributes = FileAttributes.Normal;
        }

        return true;
    }
}
