namespace OpenCode.Hosting;

/// <summary>Makes the folders of a server's home, and says which one cannot be had and what to do about it.</summary>
internal static class HomeFolder
{
    /// <summary>Makes a folder of a home.</summary>
    /// <exception cref="OpenCodeServerException">It cannot be made.</exception>
    public static void Make(string home, string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(
                $"The server's home '{home}' cannot be used: the folder '{folder}' cannot be made ({exception.Message}). "
                + "Set OpenCodeServerOptions.Home to a folder that this user may write.", exception);
        }
    }

    /// <summary>Makes a temporary home.</summary>
    /// <exception cref="OpenCodeServerException">It cannot be made.</exception>
    public static string MakeTemporary()
    {
        try
        {
            return TemporaryHome.Create();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(
                $"No temporary home for the server can be made in '{Path.GetTempPath()}' ({exception.Message}). "
                + $"Make that folder writable, let {(OperatingSystem.IsWindows() ? "TEMP" : "TMPDIR")} name another, or set OpenCodeServerOptions.Home.", exception);
        }
    }

    private static OpenCodeServerException Unusable(string message, Exception cause) => new(OpenCodeServerFailure.HomeUnusable, message, innerException: cause);
}
