namespace OpenCode.Ctl.Store;

/// <summary>Writes files that are there as a whole or not at all, and that only this user can read.</summary>
internal static class WholeFile
{
    private const string Ending = ".tmp";

    /// <summary>Replaces a file. When that fails, the old one is as it was.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        string beside = $"{path}.{Guid.NewGuid():N}{Ending}";
        try
        {
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (FileStream stream = new(beside, options))
            {
                stream.Write(content);

                // Before the name changes: a machine that loses its power must not have an empty file under it.
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            // What the platform makes of a limit for the size of files.
            TryDelete(beside);
            throw new IOException($"'{path}' cannot be written: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
        catch
        {
            TryDelete(beside);
            throw;
        }
    }

    /// <summary>Removes what was left by processes that were killed while they wrote.</summary>
    /// <param name="path">The file that they wrote.</param>
    public static void RemoveUnfinished(string path)
    {
        foreach (string left in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, $"{Path.GetFileName(path)}.*{Ending}")) TryDelete(left);
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It costs a few bytes, and the reason why it was to be deleted is more interesting.
        }
    }
}
