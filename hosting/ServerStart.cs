using System.Net;

namespace OpenCode.Hosting;

/// <summary>Brings one server up: picks the port, starts the process, waits for it, and says what went wrong.</summary>
internal sealed class ServerStart(OpenCodeServerOptions options, string executable, string home, IReadOnlyList<string> folders)
{
    private const int PortAttempts = 5;
    private const int ReportedLines = 15;

    public async Task<(ServerProcess Process, Uri BaseUri)> RunAsync(CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            int port = options.Port == 0 ? FreePort.Find(options.Hostname) : options.Port;
            ServerProcess process = ServerProcess.Start(executable, port, options, home, folders);
            try
            {
                return (process, await WaitAsync(process, port, cancellationToken).ConfigureAwait(false));
            }
            catch (Exception exception)
            {
                await process.StopAsync(TimeSpan.Zero, options.TimeProvider, CancellationToken.None).ConfigureAwait(false);
                await process.ReleaseAsync(options.TimeProvider).ConfigureAwait(false);

                // Between our look for a free port and the server's use of it, somebody else may take it.
                bool again = exception is OpenCodeServerException && options.Port == 0 && attempt < PortAttempts && FreePort.IsTaken(options.Hostname, port);
                if (!again) throw;
            }
        }
    }

    private async Task<Uri> WaitAsync(ServerProcess process, int port, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(options.StartTimeout, options.TimeProvider);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await FirstOf(process.Listening, process, port, linked.Token).ConfigureAwait(false);
            string printed = await process.Listening.ConfigureAwait(false);
            Uri baseUri = BaseUri(printed, port);
            Task<HttpStatusCode> probe = ReadinessProbe.WaitAsync(baseUri, options, linked.Token);
            await FirstOf(probe, process, port, linked.Token).ConfigureAwait(false);
            if (await probe.ConfigureAwait(false) is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            {
                throw new OpenCodeServerException(
                    OpenCodeServerFailure.Unauthorized,
                    $"The server at {baseUri} refuses {(options.Password is null ? "a request without a password" : $"the password of user '{options.UserName}'")}. "
                    + "Set OpenCodeServerOptions.Password (and UserName); do not set OPENCODE_SERVER_PASSWORD through Environment.");
            }

            return baseUri;
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            string stage = process.Listening.IsCompleted ? "listens but did not answer GET /global/health" : "did not say that it listens";
            throw new OpenCodeServerException(
                OpenCodeServerFailure.StartTimeout,
                $"'{executable}' {stage} within {options.StartTimeout}. If the machine is just slow, raise OpenCodeServerOptions.StartTimeout.",
                process.Log.Tail(ReportedLines),
                exception);
        }
    }

    /// <summary>Waits for the task, but not longer than the process lives.</summary>
    private async Task FirstOf(Task task, ServerProcess process, int port, CancellationToken cancellationToken)
    {
        Task first = await Task.WhenAny(task, process.Exited).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (first == task) return;
        await process.DrainLogAsync(options.TimeProvider).ConfigureAwait(false);
        int exitCode = await process.Exited.ConfigureAwait(false);
        bool notFound = exitCode is 126 or 127;
        throw new OpenCodeServerException(
            notFound ? OpenCodeServerFailure.NotInstalled : OpenCodeServerFailure.DiedAtStart,
            notFound
                ? $"'{executable}' was not found or cannot be run on this machine (exit code {exitCode}). Correct OpenCodeServerOptions.Executable."
                : $"'{executable} serve' ended with exit code {exitCode} before it answered. {Advice(port)}",
            process.Log.Tail(ReportedLines));
    }

    // By asking for the port: 1.18.33 says only "ServeError" when it is taken.
    private string Advice(int port) => FreePort.IsTaken(options.Hostname, port)
        ? $"Port {port} on {options.Hostname} is taken or not allowed: end its owner, or leave OpenCodeServerOptions.Port 0 for a free one."
        : "Its last lines say why; a setting in opencode.json, ConfigJson or Environment is the usual cause.";

    // A server on all addresses prints 0.0.0.0, which is not an address one can connect to everywhere.
    private Uri BaseUri(string printed, int port)
    {
        string host = options.Hostname is "0.0.0.0" or "::" ? "127.0.0.1" : options.Hostname;
        bool parsed = Uri.TryCreate(printed, UriKind.Absolute, out Uri? uri);
        return new UriBuilder(Uri.UriSchemeHttp, host, parsed ? uri!.Port : port).Uri;
    }
}
