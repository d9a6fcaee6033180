namespace OpenCode.Hosting;

/// <summary>Deletes the folders that live as long as a server.</summary>
internal static class TemporaryFolder
{
    public static async Task DeleteAsync(string folder, TimeProvider time)
    {
        // Something the server started may still be writing into it for a moment, so one attempt can fail.
        for (int attempt = 0; attempt < 5 && !TryDelete(folder); attempt++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100 << attempt), time).ConfigureAwait(false);
        }
    }

    public static bool TryDelete(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                MakeWritable(folder);
                Directory.Delete(folder, recursive: true);
            }

            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // git makes its object files read-only, which stops a deletion on Windows only.
    private static void MakeWritable(string folder)
    {
        if (!OperatingSystem.IsWindows()) return;
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }
    }
}
