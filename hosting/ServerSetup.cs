namespace OpenCode.Hosting;

/// <summary>What stays the same however often a server is started: its executable, its home and the log it writes to.</summary>
internal sealed class ServerSetup
{
    private const int KeptLines = 1000;

    private readonly string[] _ownHome;

    private ServerSetup(OpenCodeServerOptions options, ServerLog log, string executable)
    {
        Options = options;
        Log = log;
        Executable = executable;
        Home = options.Home is null ? HomeFolder.MakeTemporary() : Path.GetFullPath(options.Home);
        _ownHome = options.Home is null ? [Home] : [];
        Folders = [.. options.FoldersToDelete.Select(Path.GetFullPath), .. _ownHome];
    }

    public OpenCodeServerOptions Options { get; }

    public ServerLog Log { get; }

    public string Executable { get; }

    public string Home { get; }

    /// <summary>What goes when the server goes for good.</summary>
    public IReadOnlyList<string> Folders { get; }

    public static ServerLog CreateLog(OpenCodeServerOptions options) => new(KeptLines, SecretMask.For(options));

    public static async Task<ServerSetup> PrepareAsync(OpenCodeServerOptions options, ServerLog log, CancellationToken cancellationToken)
    {
        options.Validate();
        return new ServerSetup(options, log, options.Executable ?? (await InstallationAsync(options, cancellationToken)).ExecutablePath);
    }

    public async Task DeleteFoldersAsync()
    {
        foreach (string folder in Folders) await TemporaryFolder.DeleteAsync(folder, Options.TimeProvider);
    }

    /// <summary>For a server that did not start: the caller keeps its own folders, having got no server to dispose of.</summary>
    public async Task DeleteOwnHomeAsync()
    {
        foreach (string folder in _ownHome) await TemporaryFolder.DeleteAsync(folder, Options.TimeProvider);
    }

    private static async Task<OpenCodeInstallation> InstallationAsync(OpenCodeServerOptions options, CancellationToken cancellationToken)
    {
        if (options.Installation is { } installation) return installation;
        OpenCodeInstallationOptions? release = options.Version is { } version ? new OpenCodeInstallationOptions { Version = version } : null;
        return await OpenCodeInstallation.EnsureAsync(release, cancellationToken);
    }
}
