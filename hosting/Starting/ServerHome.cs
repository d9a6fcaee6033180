using OpenCode.Hosting.Folders;

namespace OpenCode.Hosting.Starting;

/// <summary>A server's home: a temporary one of its own, or one that its user keeps.</summary>
internal sealed class ServerHome
{
    // OpenCode's own folders hold sessions, settings and credentials, and it makes them readable for everybody.
    private const string OwnName = "opencode";
    private const int ProbeSize = 64 * 1024;

    private readonly OpenCodeTemporaryFolder? _temporary;

    private ServerHome(string path, OpenCodeTemporaryFolder? temporary) => (Path, _temporary) = (path, temporary);

    public string Path { get; }

    /// <summary>What goes with the server: nothing of a home that its user keeps.</summary>
    public IReadOnlyList<string> Temporary => _temporary is null ? [] : [Path];

    /// <summary>The variables that lead into the home, with their folders.</summary>
    public IEnumerable<(string Name, string Path)> Folders
    {
        get
        {
            yield return ("HOME", Path);
            yield return ("XDG_DATA_HOME", In(".local", "share"));
            yield return ("XDG_STATE_HOME", In(".local", "state"));
            yield return ("XDG_CONFIG_HOME", In(".config"));
            yield return ("XDG_CACHE_HOME", In(".cache"));

            // The executable unpacks native libraries into the folder for temporary files and never removes them.
            yield return ("TMPDIR", In("tmp"));
            if (!OperatingSystem.IsWindows()) yield break;
            yield return ("TEMP", In("tmp"));
            yield return ("TMP", In("tmp"));
            yield return ("USERPROFILE", Path);
            yield return ("APPDATA", In("AppData", "Roaming"));
            yield return ("LOCALAPPDATA", In("AppData", "Local"));
        }
    }

    /// <summary>The home that the options ask for; a temporary one is made now.</summary>
    /// <exception cref="OpenCodeServerException">It cannot be made. Nothing is left of it.</exception>
    public static async Task<ServerHome> CreateAsync(OpenCodeServerOptions options)
    {
        if (options.Home is { } kept) return new ServerHome(System.IO.Path.GetFullPath(kept), null);
        OpenCodeTemporaryFolder? folder = null;
        try
        {
            folder = OpenCodeTemporaryFolder.Create("home");
            ServerHome home = new(folder.Path, folder);
            TemporaryHome.SkipPluginPackage(folder.Path);
            home.MakeFolders();
            return home;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or OpenCodeServerException)
        {
            if (folder is not null) await OpenCodeTemporaryFolder.DeleteAsync(folder.Path, options.TimeProvider);
            string cause = (exception is OpenCodeServerException ? exception.InnerException! : exception).Message;
            throw new OpenCodeServerException(
                OpenCodeServerFailure.HomeUnusable,
                $"No temporary home for the server can be made in '{System.IO.Path.GetTempPath()}' ({cause.TrimEnd('.')}). Make that folder writable and free "
                + $"space there, let {(OperatingSystem.IsWindows() ? "TEMP" : "TMPDIR")} name another, or set OpenCodeServerOptions.Home.",
                innerException: exception);
        }
    }

    /// <summary>Makes the folders that are missing, which nobody else can read; those that are there keep their modes.</summary>
    /// <exception cref="OpenCodeServerException">One cannot be made or written.</exception>
    public void MakeFolders()
    {
        foreach ((string name, string folder) in Folders)
        {
            Make(folder);
            if (name.StartsWith("XDG_", StringComparison.Ordinal) || name == "TMPDIR") Make(System.IO.Path.Combine(folder, OwnName));
        }

        Probe(In(".local", "share", OwnName));
    }

    public async Task DeleteAsync(TimeProvider time)
    {
        if (_temporary is not null) await OpenCodeTemporaryFolder.DeleteAsync(Path, time);
    }

    private string In(params string[] names) => System.IO.Path.Combine([Path, .. names]);

    private void Make(string folder)
    {
        try
        {
            PrivateFolder.Make(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable($"the folder '{folder}' cannot be made", exception);
        }
    }

    // On a full disk a server starts, and fails on requests.
    private void Probe(string folder)
    {
        string file = System.IO.Path.Combine(folder, $".{Guid.NewGuid():N}");
        try
        {
            using FileStream probe = new(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
            probe.Write(new byte[ProbeSize]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            TemporaryFolder.TryDelete(file);
            throw Unusable($"the folder '{folder}' cannot be written", exception);
        }
    }

    private OpenCodeServerException Unusable(string problem, Exception cause) => new(
        OpenCodeServerFailure.HomeUnusable,
        $"The server's home '{Path}' cannot be used: {problem} ({cause.Message.TrimEnd('.')}). "
        + "Make it writable for this user and free space there, or set OpenCodeServerOptions.Home to another folder.",
        innerException: cause);
}
