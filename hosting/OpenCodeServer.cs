using OpenCode.Hosting.Logs;
using OpenCode.Hosting.Starting;

namespace OpenCode.Hosting;

/// <summary>
/// A running <c>opencode serve</c> that belongs to this process: it ends when this object is disposed and, through a
/// watcher outside this process, also when this process crashes or is killed.
/// </summary>
public sealed class OpenCodeServer : IAsyncDisposable
{
    private readonly ServerSetup _setup;
    private readonly ServerProcess _process;
    private readonly Lazy<Task> _disposal;

    private OpenCodeServer(ServerSetup setup, ServerProcess process, Uri baseUri)
    {
        _setup = setup;
        _process = process;
        _disposal = new Lazy<Task>(DisposeOnceAsync);
        BaseUri = baseUri;
        Directory = Path.GetFullPath(setup.Options.Directory ?? Environment.CurrentDirectory);
    }

    /// <summary>Where the server listens, such as <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri BaseUri { get; }

    /// <summary>The user name to give together with <see cref="Password"/>.</summary>
    public string UserName => _setup.Options.UserName;

    /// <summary>The password that the server demands, or null.</summary>
    public string? Password => _setup.Options.Password;

    /// <summary>The project directory that the server was started in.</summary>
    public string Directory { get; }

    /// <summary>The server's home folder.</summary>
    public string Home => _setup.Home.Path;

    /// <summary>The executable that runs.</summary>
    public string ExecutablePath => _setup.Executable;

    /// <summary>The server's process id.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Completes with the exit code when the server has ended, for whatever reason. Never fails.</summary>
    public Task<int> Exited => _process.Exited;

    /// <summary>What the server printed last.</summary>
    public ServerLog Log => _setup.Log;

    /// <summary>Starts a server and returns when it answers requests. Installs the pinned release first if it has to.</summary>
    /// <param name="options">How to start it; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up starting, and kills what was started.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="OpenCodeServerException">It is not installed, its port is taken, it died, or it did not answer in time.</exception>
    public static async Task<OpenCodeServer> StartAsync(OpenCodeServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new OpenCodeServerOptions();
        options.Validate();
        ServerSetup setup = await ServerSetup.PrepareAsync(options, ServerSetup.CreateLog(options), cancellationToken);
        try
        {
            (ServerProcess process, Uri baseUri) = await new ServerStart(setup).RunAsync(cancellationToken);
            return new OpenCodeServer(setup, process, baseUri);
        }
        catch
        {
            await setup.DeleteOwnHomeAsync();
            throw;
        }
    }

    /// <summary>
    /// Ends the server: SIGTERM, then, after <see cref="OpenCodeServerOptions.StopTimeout"/>, kills it. Either way no process that
    /// it had started is left. On Windows, which has no SIGTERM, it is killed at once. When the server has ended by itself, this ends
    /// the processes that it left behind (on macOS as far as it can be told).
    /// </summary>
    /// <param name="cancellationToken">Ends the patience, not the stopping: the server is then killed at once.</param>
    public Task StopAsync(CancellationToken cancellationToken = default) =>
        _process.StopAsync(_setup.Options.StopTimeout, _setup.Options.TimeProvider, cancellationToken);

    /// <summary>Stops the server and deletes its temporary folders. Whoever calls it again waits for the same end.</summary>
    public ValueTask DisposeAsync() => new(_disposal.Value);

    private async Task DisposeOnceAsync()
    {
        try
        {
            await StopAsync(CancellationToken.None);
            await _setup.DeleteFoldersAsync();
        }
        finally
        {
            await _process.ReleaseAsync(_setup.Options.TimeProvider);
            Log.Complete();
        }
    }
}
