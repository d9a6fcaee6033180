namespace OpenCode.Ctl.Store;

/// <summary>Where everything is kept that outlives a command.</summary>
/// <param name="root">The folder.</param>
internal sealed class DataFolder(string root)
{
    /// <summary>The variable that moves it.</summary>
    public const string Variable = "OCCTL_DATA_DIR";

    public string Root { get; } = Path.GetFullPath(root);

    public string StoreFile => Path.Combine(Root, "store.json");

    /// <summary>That of the Python tool, so that each waits for the other.</summary>
    public string LockFile => Path.Combine(Root, "store.lock");

    public string SecretsFile => Path.Combine(Root, "secrets.json");

    /// <summary>A folder for each server: its process id and what it prints.</summary>
    public string ServersFolder => Path.Combine(Root, "servers");

    /// <summary>One for each process that waits for the end of a turn.</summary>
    public string WatchersFolder => Path.Combine(Root, "watchers");

    /// <summary>The one that the environment names, or the usual one.</summary>
    public static DataFolder FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named) return new DataFolder(named);
        return new DataFolder(OperatingSystem.IsWindows()
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "opencode-ctl")
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share", "opencode-ctl"));
    }

    public string ServerFolder(string id) => Path.Combine(ServersFolder, id);

    public string ProcessFile(string id) => Path.Combine(ServerFolder(id), "pid");

    public string LogFile(string id) => Path.Combine(ServerFolder(id), "server.log");

    /// <summary>Says up to when a server has finished what it had to do in directories beside its own.</summary>
    public string SettledFile(string id) => Path.Combine(ServerFolder(id), "settled");

    /// <summary>Makes a folder that nobody else can read.</summary>
    public static void MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
