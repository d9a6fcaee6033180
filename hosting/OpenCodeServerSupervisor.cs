using OpenCode.Hosting.Logs;
using OpenCode.Hosting.Starting;
using OpenCode.Hosting.Supervision;

namespace OpenCode.Hosting;

/// <summary>
/// Keeps an <c>opencode serve</c> running: when it ends by itself it is started again, at the same address and with the same home,
/// after a growing delay and up to a limit. Like <see cref="OpenCodeServer"/>, it leaves nothing behind when this process ends.
/// </summary>
public sealed class OpenCodeServerSupervisor : IAsyncDisposable, IDisposable
{
    private readonly OpenCodeServerOptions _options;
    private readonly OpenCodeRestartPolicy _restart;
    private readonly SupervisedAddress _address;
    private readonly Broadcast<OpenCodeServerStatus> _statuses = new(held: 1);
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly StartGate _starts = new();
    private ServerSetup? _setup;
    private SupervisedServer? _supervision;
    private bool _disposed;

    /// <summary>Prepares a server; nothing starts before <see cref="StartAsync"/>.</summary>
    /// <param name="options">How to start it; null for the defaults.</param>
    /// <param name="restart">What to do when it ends by itself; null for <see cref="OpenCodeRestartPolicy.Never"/>.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public OpenCodeServerSupervisor(OpenCodeServerOptions? options = null, OpenCodeRestartPolicy? restart = null)
    {
        _options = options ?? new OpenCodeServerOptions();
        _restart = restart ?? OpenCodeRestartPolicy.Never;
        _options.Validate();
        _restart.Validate();
        _address = new SupervisedAddress(_options);
        Log = ServerSetup.CreateLog(_options);
        Publish(new OpenCodeServerStatus(OpenCodeServerState.Stopped, _options.TimeProvider.GetUtcNow()));
    }

    /// <summary>
    /// Where the server listens, however often it is started again. Asked before the server has started, this settles on a port
    /// and holds it until then, so that clients can be configured first.
    /// </summary>
    /// <exception cref="OpenCodeServerException">No port of the range is free.</exception>
    public Uri BaseUri => _address.Uri;

    /// <summary>The user name to give together with <see cref="Password"/>.</summary>
    public string UserName => _options.UserName;

    /// <summary>The password that the server demands, or null.</summary>
    public string? Password => _options.Password;

    /// <summary>What the server printed last, restarts included.</summary>
    public ServerLog Log { get; }

    /// <summary>What the server is doing now.</summary>
    public OpenCodeServerStatus Status => _statuses.Items[^1];

    /// <summary>What the server is doing now, and then every change, until this is disposed of.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    public IAsyncEnumerable<OpenCodeServerStatus> WatchAsync(CancellationToken cancellationToken = default) => _statuses.ReadAsync(cancellationToken);

    /// <summary>
    /// Installs the release if necessary, starts the server and returns when it answers requests. A first start that fails is not
    /// repeated. May be called again after <see cref="StopAsync"/> and after a failure; the home stays the same until disposal.
    /// </summary>
    /// <param name="cancellationToken">Gives up starting, and kills what was started.</param>
    /// <exception cref="OpenCodeServerException">It is not installed, its port is taken, it died, or it did not answer in time.</exception>
    /// <exception cref="InvalidOperationException">It has been started already.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, or stopped or disposed of meanwhile.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        using StartGate.Start start = _starts.Begin(cancellationToken);
        cancellationToken = start.Token;
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_supervision is { Ended.IsCompleted: false })
            {
                throw new InvalidOperationException(
                    $"The server at {BaseUri} has been started already ({Status.State}). Stop it first, or use a supervisor for each server.");
            }

            if (_supervision is not null) await _supervision.DisposeAsync();
            _supervision = null;
            Publish(new OpenCodeServerStatus(OpenCodeServerState.Starting, _options.TimeProvider.GetUtcNow()));
            _supervision = await BeginAsync(cancellationToken);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Returns when the server answers requests: at once, or after the restart that is going on.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="OpenCodeServerException">The server failed.</exception>
    public async Task WaitUntilRunningAsync(CancellationToken cancellationToken = default)
    {
        await foreach (OpenCodeServerStatus status in WatchAsync(cancellationToken))
        {
            if (status.State == OpenCodeServerState.Running) return;
            if (status is { State: OpenCodeServerState.Failed, Failure: { } failure }) throw failure;
        }

        throw new ObjectDisposedException(nameof(OpenCodeServerSupervisor));
    }

    /// <summary>
    /// Ends the server as <see cref="OpenCodeServer.StopAsync"/> does, and any attempt to start it, the first one included: its
    /// <see cref="StartAsync"/> is cancelled. A server that failed stays so.
    /// </summary>
    /// <param name="cancellationToken">Ends the patience, not the stopping: the server is then killed at once.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await _starts.CancelAsync();
        await _oneAtATime.WaitAsync(CancellationToken.None);
        try
        {
            await StopSupervisionAsync(cancellationToken);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Stops the server and deletes its temporary folders.</summary>
    public async ValueTask DisposeAsync()
    {
        await _starts.CancelAsync();
        await _oneAtATime.WaitAsync(CancellationToken.None);
        try
        {
            if (_disposed) return;
            _disposed = true;
            await StopSupervisionAsync(CancellationToken.None);
            if (_setup is not null) await _setup.DeleteFoldersAsync();
            if (_supervision is not null) await _supervision.DisposeAsync();
            _address.Dispose();
            _statuses.Complete();
            Log.Complete();
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>The same, for containers that are not disposed of asynchronously; it blocks until the server has ended.</summary>
    public void Dispose() => Task.Run(async () => await DisposeAsync()).GetAwaiter().GetResult();

    private async Task<SupervisedServer> BeginAsync(CancellationToken cancellationToken)
    {
        try
        {
            _setup ??= await ServerSetup.PrepareAsync(_options, Log, cancellationToken);
            _address.Release();
            (ServerProcess process, Uri baseUri) = await new ServerStart(_setup, _address.SettledPort).RunAsync(cancellationToken);
            _address.SettleOn(baseUri);
            return new SupervisedServer(_setup, process, baseUri, _restart, Publish);
        }
        catch (OpenCodeServerException failure)
        {
            Publish(new OpenCodeServerStatus(OpenCodeServerState.Failed, _options.TimeProvider.GetUtcNow()) { Failure = failure });
            throw;
        }
        catch
        {
            Publish(new OpenCodeServerStatus(OpenCodeServerState.Stopped, _options.TimeProvider.GetUtcNow()));
            throw;
        }
    }

    private async Task StopSupervisionAsync(CancellationToken cancellationToken)
    {
        if (_supervision is null) return;
        await _supervision.StopAsync(cancellationToken);
        if (Status.State is OpenCodeServerState.Failed or OpenCodeServerState.Stopped) return;
        Publish(new OpenCodeServerStatus(OpenCodeServerState.Stopped, _options.TimeProvider.GetUtcNow()) { Restarts = Status.Restarts });
    }

    private void Publish(OpenCodeServerStatus status) => _statuses.Publish(status);
}
