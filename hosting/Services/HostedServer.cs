using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OpenCode.Hosting.Services;

/// <summary>
/// Ties a supervised server to the life of a host. The server starts before the host's other services do and stops after them, in
/// whatever order they were registered: they may use it from their first to their last moment.
/// </summary>
internal sealed class HostedServer(OpenCodeServerSupervisor server, OpenCodeServerLoss onLoss, IHostApplicationLifetime host, ILogger logger)
    : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _stopped = new();
    private Task _watching = Task.CompletedTask;
    private OpenCodeServerException? _loss;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await server.StartAsync(cancellationToken);
        _watching = Task.WhenAll(WatchAsync(), ForwardLogAsync());
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await server.StopAsync(cancellationToken);
        await _stopped.CancelAsync();
        await _watching;

        // A host that stops for want of its server must not look as if all had been well.
        if (_loss is not null && onLoss == OpenCodeServerLoss.StopHost) throw _loss;
    }

    public void Dispose()
    {
        _stopped.Cancel();
        _stopped.Dispose();
    }

    private async Task WatchAsync()
    {
        try
        {
            await foreach (OpenCodeServerStatus status in server.WatchAsync(_stopped.Token))
            {
                Report(status);
                if (status is not { State: OpenCodeServerState.Failed, Failure: { } failure }) continue;
                _loss = failure;
                if (onLoss == OpenCodeServerLoss.StopHost) host.StopApplication();
            }
        }
        catch (OperationCanceledException)
        {
            // The host has stopped.
        }
    }

    private void Report(OpenCodeServerStatus status)
    {
        switch (status.State)
        {
            case OpenCodeServerState.Running:
                ServerMessages.Running(logger, server.BaseUri, status.ProcessId ?? 0);
                break;
            case OpenCodeServerState.Restarting:
                ServerMessages.Restarting(logger, status.Failure, status.Restarts, status.RestartDelay ?? TimeSpan.Zero);
                break;
            case OpenCodeServerState.Failed:
                ServerMessages.Lost(logger, status.Failure, onLoss);
                break;
        }
    }

    private async Task ForwardLogAsync()
    {
        try
        {
            await foreach (string line in server.Log.FollowAsync(_stopped.Token)) ServerMessages.Printed(logger, line);
        }
        catch (OperationCanceledException)
        {
            // The host has stopped.
        }
    }
}
