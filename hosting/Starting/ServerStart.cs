using System.Net;
using System.Net.Sockets;
using OpenCode.Hosting.Ports;

namespace OpenCode.Hosting.Starting;

/// <summary>Brings one server up: picks the port, starts the process, waits for it, and says what went wrong.</summary>
/// <param name="setup">What to start.</param>
/// <param name="promisedPort">The port that clients have been told, or null to choose one as the options say.</param>
internal sealed class ServerStart(ServerSetup setup, int? promisedPort = null)
{
    private const int PortAttempts = 5;
    private const int ReportedLines = 15;

    private readonly OpenCodeServerOptions _options = setup.Options;

    public async Task<(ServerProcess Process, Uri BaseUri)> RunAsync(CancellationToken cancellationToken)
    {
        bool mayMove = promisedPort is null && _options.Port == 0;
        for (int attempt = 1; ; attempt++)
        {
            int port = promisedPort is { } promised ? FreePort.Confirm(_options.Hostname, promised) : FreePort.Choose(_options);
            ServerProcess process = ServerProcess.Start(setup, port);
            try
            {
                return (process, await WaitAsync(process, port, cancellationToken));
            }
            catch (Exception exception)
            {
                await process.StopAsync(TimeSpan.Zero, _options.TimeProvider, CancellationToken.None);
                await process.ReleaseAsync(_options.TimeProvider);

                // Between our look for a free port and the server's use of it, somebody else may take it.
                if (exception is not OpenCodeServerException { Failure: OpenCodeServerFailure.PortTaken } || !mayMove || attempt == PortAttempts) throw;
            }
        }
    }

    private async Task<Uri> WaitAsync(ServerProcess process, int port, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(_options.StartTimeout, _options.TimeProvider);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await FirstOf(process.Listening, process, port, linked.Token);
            CheckPort(await process.Listening, process, port);
            Uri baseUri = ServerAddress.Of(_options.Hostname, port);
            Task probe = ServerAdmission.WaitAsync(baseUri, _options, linked.Token);
            await FirstOf(probe, process, port, linked.Token);
            await probe;
            return baseUri;
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            string stage = process.Listening.IsCompleted ? "listens but did not answer GET /global/health" : "did not say that it listens";
            throw new OpenCodeServerException(
                OpenCodeServerFailure.StartTimeout,
                $"'{setup.Executable}' {stage} within {_options.StartTimeout}. If the machine is just slow, raise OpenCodeServerOptions.StartTimeout.",
                process.Log.Tail(ReportedLines),
                exception);
        }
    }

    /// <summary>Waits for the task, but not longer than the process lives.</summary>
    private async Task FirstOf(Task task, ServerProcess process, int port, CancellationToken cancellationToken)
    {
        Task first = await Task.WhenAny(task, process.Exited).WaitAsync(cancellationToken);
        if (first == task) return;
        await process.DrainLogAsync(_options.TimeProvider);
        throw DiedAtStart(await process.Exited, process, port);
    }

    private OpenCodeServerException DiedAtStart(int exitCode, ServerProcess process, int port)
    {
        IReadOnlyList<string> log = process.Log.Tail(ReportedLines);
        if (exitCode is 126 or 127)
        {
            return new OpenCodeServerException(
                OpenCodeServerFailure.NotInstalled,
                $"'{setup.Executable}' was not found or cannot be run on this machine (exit code {exitCode}). Correct OpenCodeServerOptions.Executable.",
                log);
        }

        string died = $"'{setup.Executable} serve' ended with exit code {exitCode} before it answered.";

        // By asking for the port: 1.18.33 says only "ServeError" when it is taken.
        return FreePort.Refusal(_options.Hostname, port) is SocketError refusal
            ? new OpenCodeServerException(OpenCodeServerFailure.PortTaken, $"{died} {PortProblem.Describe(_options.Hostname, port, refusal)}", log)
            : new OpenCodeServerException(
                OpenCodeServerFailure.DiedAtStart,
                $"{died} Its last lines say why; a setting in opencode.json, ConfigJson or Environment is the usual cause.",
                log);
    }

    // Some releases take another port when theirs is taken; clients would not find them there.
    private void CheckPort(string printed, ServerProcess process, int port)
    {
        if (ServerAddress.PortOf(printed) is not { } actual || actual == port) return;
        throw new OpenCodeServerException(
            OpenCodeServerFailure.PortTaken,
            $"'{setup.Executable} serve' was told to listen at port {port} on {_options.Hostname} and says that it listens on {printed}. "
            + "Something else has probably taken the port; choose another OpenCodeServerOptions.Port, or leave it 0 for a free one.",
            process.Log.Tail(ReportedLines));
    }
}
