using OpenCode.Hosting.Ports;
using OpenCode.Hosting.Starting;

namespace OpenCode.Hosting.Supervision;

/// <summary>From a server's first answer until it is stopped or given up: one process after the other.</summary>
internal sealed class SupervisedServer : IAsyncDisposable
{
    private const int ReportedLines = 15;

    private readonly ServerSetup _setup;
    private readonly Uri _baseUri;
    private readonly OpenCodeRestartPolicy _policy;
    private readonly RestartSchedule _schedule;
    private readonly Action<OpenCodeServerStatus> _publish;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private ServerProcess _process;
    private int _restarts;

    public SupervisedServer(ServerSetup setup, ServerProcess process, Uri baseUri, OpenCodeRestartPolicy policy, Action<OpenCodeServerStatus> publish)
    {
        (_setup, _process, _baseUri, _policy, _publish) = (setup, process, baseUri, policy, publish);
        _time = setup.Options.TimeProvider;
        _schedule = new RestartSchedule(policy, _time);
        PublishRunning();
        Ended = Task.Run(SuperviseAsync);
    }

    /// <summary>Completes when the server is stopped or given up. Never fails.</summary>
    public Task Ended { get; }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Ended;
        await _process.StopAsync(_setup.Options.StopTimeout, _time, cancellationToken);
    }

    /// <summary>Call when the server has ended and its folders are gone: the watcher stops watching over them.</summary>
    public async ValueTask DisposeAsync()
    {
        await Ended;
        await _process.ReleaseAsync(_time);
        _stopping.Dispose();
    }

    private async Task SuperviseAsync()
    {
        try
        {
            do
            {
                await _process.Exited.WaitAsync(_stopping.Token);
            }
            while (await RestartAsync(await BuryAsync()));
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Its owner stops it.
        }
        catch (Exception exception)
        {
            // A home that is gone, a full disk: nobody awaits this task, so the status has to say it.
            GiveUp(new OpenCodeServerException(
                OpenCodeServerFailure.Died, $"The server at {_baseUri} ended and could not be started again: {exception.Message}", Tail(), exception));
        }
    }

    private async Task<OpenCodeServerException> BuryAsync()
    {
        // It is dead: what this ends are the tools that it was running.
        await _process.StopAsync(TimeSpan.Zero, _time, CancellationToken.None);
        await _process.DrainLogAsync(_time);
        int exitCode = await _process.Exited;
        string signal = exitCode is > 128 and < 160 && !OperatingSystem.IsWindows() ? $", that is signal {exitCode - 128}" : "";
        return new OpenCodeServerException(
            OpenCodeServerFailure.Died, $"The server at {_baseUri} (process {_process.Id}) ended by itself with exit code {exitCode}{signal}.", Tail());
    }

    /// <summary>Returns whether a server runs again.</summary>
    private async Task<bool> RestartAsync(OpenCodeServerException failure)
    {
        while (_schedule.Next() is { } delay)
        {
            _restarts++;
            _publish(Now(OpenCodeServerState.Restarting) with { RestartDelay = delay, Failure = failure });
            using (PortReservation.TryHold(_setup.Options.Hostname, _baseUri.Port)) await Task.Delay(delay, _time, _stopping.Token);
            try
            {
                (ServerProcess next, _) = await new ServerStart(_setup, _baseUri.Port).RunAsync(_stopping.Token);

                // Not earlier: between two servers it is the dead one's watcher that would delete the folders.
                await _process.ReleaseAsync(_time);
                _process = next;
                PublishRunning();
                return true;
            }
            catch (OpenCodeServerException again) when (again.Failure is not (OpenCodeServerFailure.NotInstalled or OpenCodeServerFailure.Unauthorized))
            {
                failure = again;
            }
        }

        GiveUp(_policy.MaxRestarts == 0 ? failure : LimitReached(failure));
        return false;
    }

    private OpenCodeServerException LimitReached(OpenCodeServerException failure) => new(
        OpenCodeServerFailure.Died,
        $"The server at {_baseUri} is given up after {_restarts} restart{(_restarts == 1 ? "" : "s")}: OpenCodeRestartPolicy allows {_policy.MaxRestarts} within "
        + $"{_policy.Window}. Its last lines may say why it ends; the inner exception says how the last attempt went.",
        failure.Log,
        failure);

    private void GiveUp(OpenCodeServerException failure) => _publish(Now(OpenCodeServerState.Failed) with { Failure = failure });

    private void PublishRunning() => _publish(Now(OpenCodeServerState.Running) with { ProcessId = _process.Id });

    private OpenCodeServerStatus Now(OpenCodeServerState state) => new(state, _time.GetUtcNow()) { Restarts = _restarts };

    private IReadOnlyList<string> Tail() => _setup.Log.Tail(ReportedLines);
}
