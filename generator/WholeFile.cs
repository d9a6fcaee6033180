namespace OpenCodeGen;

/// <summary>Writes a file whole or not at all: who reads it at the same time, and who interrupts, finds the old content or the new.</summary>
public static class WholeFile
{
    /// <summary>Writes it.</summary>
    /// <param name="path">The file; its folder is made where there is none.</param>
    /// <param name="content">All of what it is to hold.</param>
    /// <exception cref="IOException">It could not be written, and is as it was. The message names it and the reason.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        if (Directory.Exists(path)) throw new IOException($"'{path}' is a folder; give the path of a file.");
        string half = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
            if (CanBeReplaced(path)) Replace(path, half, content);
            else File.WriteAllBytes(path, content);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(half)) File.Delete(half);
            throw new IOException($"'{path}' could not be written: {exception.Message.Replace(half, path, StringComparison.Ordinal)}", exception);
        }
    }

    private static void Replace(string path, string half, ReadOnlySpan<byte> content)
    {
        bool exists = File.Exists(path);

        // A folder lets replace what may not be written.
        if (exists) File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite).Dispose();
        File.WriteAllBytes(half, content);
        if (exists && !OperatingSystem.IsWindows()) File.SetUnixFileMode(half, File.GetUnixFileMode(path));
        File.Move(half, path, overwrite: true);
    }

    // What stands behind a link stays where it is, and a device such as /dev/stdout is no file that could be replaced.
    private static bool CanBeReplaced(string path)
        => new FileInfo(path).LinkTarget is null && !Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal);
}
