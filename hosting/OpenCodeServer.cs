namespace OpenCode.Hosting;

/// <summary>
/// A running <c>opencode serve</c> that belongs to this process: it ends when this object is disposed and, through a
/// watcher outside this process, also when this process crashes or is killed.
/// </summary>
public sealed class OpenCodeServer : IAsyncDisposable
{
    private readonly OpenCodeServerOptions _options;
    private readonly ServerProcess _process;
    private readonly IReadOnlyList<string> _folders;
    private int _disposed;

    private OpenCodeServer(OpenCodeServerOptions options, ServerProcess process, Uri baseUri, string executable, string home, IReadOnlyList<string> folders)
    {
        _options = options;
        _process = process;
        _folders = folders;
        BaseUri = baseUri;
        ExecutablePath = executable;
        Home = home;
        Directory = Path.GetFullPath(options.Directory ?? Environment.CurrentDirectory);
    }

    /// <summary>Where the server listens, such as <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri BaseUri { get; }

    /// <summary>The user name to give together with <see cref="Password"/>.</summary>
    public string UserName => _options.UserName;

    /// <summary>The password that the server demands, or null.</summary>
    public string? Password => _options.Password;

    /// <summary>The project directory that the server was started in.</summary>
    public string Directory { get; }

    /// <summary>The server's home folder.</summary>
    public string Home { get; }

    /// <summary>The executable that runs.</summary>
    public string ExecutablePath { get; }

    /// <summary>The server's process id.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Completes with the exit code when the server has ended, for whatever reason. Never fails.</summary>
    public Task<int> Exited => _process.Exited;

    /// <summary>What the server printed last.</summary>
    public ServerLog Log => _process.Log;

    /// <summary>Starts a server and returns when it answers requests. Installs the pinned release first if it has to.</summary>
    /// <param name="options">How to start it; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up starting, and kills what was started.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="OpenCodeServerException">It is not installed, died, or did not answer in time.</exception>
    public static async Task<OpenCodeServer> StartAsync(OpenCodeServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new OpenCodeServerOptions();
        options.Validate();
        string executable = options.Executable
            ?? (options.Installation ?? await OpenCodeInstallation.EnsureAsync(null, cancellationToken).ConfigureAwait(false)).ExecutablePath;

        string home = options.Home is null ? TemporaryHome.Create() : Path.GetFullPath(options.Home);
        string[] ownHome = options.Home is null ? [home] : [];
        string[] folders = [.. options.FoldersToDelete.Select(Path.GetFullPath), .. ownHome];
        try
        {
            (ServerProcess process, Uri baseUri) = await new ServerStart(options, executable, home, folders)
                .RunAsync(cancellationToken).ConfigureAwait(false);
            return new OpenCodeServer(options, process, baseUri, executable, home, folders);
        }
        catch
        {
            // The caller keeps its own folders: it got no server to dispose of.
            foreach (string folder in ownHome) await TemporaryFolder.DeleteAsync(folder, options.TimeProvider).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Ends the server: SIGTERM, then, after <see cref="OpenCodeServerOptions.StopTimeout"/>, kills it. Either way no process that
    /// it had started is left. On Windows, which has no SIGTERM, it is killed at once. Does nothing when the server has already ended.
    /// </summary>
    /// <param name="cancellationToken">Ends the patience, not the stopping: the server is then killed at once.</param>
    public Task StopAsync(CancellationToken cancellationToken = default) =>
        _process.StopAsync(_options.StopTimeout, _options.TimeProvider, cancellationToken);

    /// <summary>Stops the server and deletes its temporary folders.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        foreach (string folder in _folders) await TemporaryFolder.DeleteAsync(folder, _options.TimeProvider).ConfigureAwait(false);
        await _process.ReleaseAsync(_options.TimeProvider).ConfigureAwait(false);
    }
}
