using OpenCode.Hosting.Folders;
using OpenCode.Hosting.Guarding;
using OpenCode.Hosting.Logs;

namespace OpenCode.Hosting.Starting;

/// <summary>What stays the same however often a server is started: its executable, its home and the log it writes to.</summary>
internal sealed class ServerSetup
{
    private const int KeptLines = 1000;

    private readonly ServerHome _home;
    private readonly string[] _given;

    private ServerSetup(OpenCodeServerOptions options, ServerLog log, string executable, ServerHome home)
    {
        (Options, Log, Executable, _home) = (options, log, executable, home);
        _given = [.. options.FoldersToDelete.Select(Path.GetFullPath)];
    }

    public OpenCodeServerOptions Options { get; }

    public ServerLog Log { get; }

    public string Executable { get; }

    public ServerHome Home => _home;

    /// <summary>What goes when the server goes for good: folders, and the marks of those that have one after them.</summary>
    public IReadOnlyList<string> Folders => [.. _given.Concat(_home.Temporary).SelectMany(OpenCodeTemporaryFolder.WithMark)];

    /// <summary>How servers are tied to the life of this process.</summary>
    public IParentGuarding Guarding { get; init; } = OperatingSystem.IsWindows() ? new JobGuarding() : new ShellGuarding();

    public static ServerLog CreateLog(OpenCodeServerOptions options) => new(KeptLines, SecretMask.For(options));

    public static async Task<ServerSetup> PrepareAsync(
        OpenCodeServerOptions options, ServerLog log, CancellationToken cancellationToken, IParentGuarding? guarding = null)
    {
        options.Validate();
        string executable = options.Executable ?? (await InstallationAsync(options, cancellationToken)).ExecutablePath;

        // Last: nothing that could fail comes between the home and whoever deletes it.
        ServerHome home = await ServerHome.CreateAsync(options);
        return guarding is null ? new ServerSetup(options, log, executable, home) : new ServerSetup(options, log, executable, home) { Guarding = guarding };
    }

    public async Task DeleteFoldersAsync()
    {
        foreach (string folder in _given) await OpenCodeTemporaryFolder.DeleteAsync(folder, Options.TimeProvider);
        await DeleteOwnHomeAsync();
    }

    /// <summary>For a server that did not start: the caller keeps its own folders, having got no server to dispose of.</summary>
    public Task DeleteOwnHomeAsync() => _home.DeleteAsync(Options.TimeProvider);

    private static async Task<OpenCodeInstallation> InstallationAsync(OpenCodeServerOptions options, CancellationToken cancellationToken)
    {
        if (options.Installation is { } installation) return installation;
        OpenCodeInstallationOptions? release = options.Version is { } version ? new OpenCodeInstallationOptions { Version = version } : null;
        return await OpenCodeInstallation.EnsureAsync(release, cancellationToken);
    }
}
