using OpenCode.Core.Errors;
using OpenCode.Ctl.Store;
using OpenCode.Hosting.Processes;

namespace OpenCode.Ctl.Servers;

/// <summary>Starts servers that go on when the command has ended.</summary>
/// <param name="folder">Where they are kept.</param>
/// <param name="store">The servers there are.</param>
/// <param name="secrets">Their passwords.</param>
/// <param name="connection">Makes clients of them.</param>
/// <param name="ending">Takes back what was begun.</param>
/// <param name="time">The clock.</param>
/// <param name="progress">Is told what takes long.</param>
internal sealed class ServerStarter(
    DataFolder folder, ServerStore store, SecretStore secrets, ServerConnection connection, ServerEnding ending, TimeProvider time, Action<string> progress)
{
    private const int Attempts = 5;
    private const int LogLines = 5;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _request = TimeSpan.FromSeconds(5);

    // A server that finds its port taken has ended by then.
    private static readonly TimeSpan _untilEnded = TimeSpan.FromSeconds(5);

    /// <summary>Starts one.</summary>
    /// <exception cref="ServerException">It cannot be started, or did not respond in time.</exception>
    public async Task<ServerEntry> StartAsync(StartRequest request, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(request.Directory)) throw new ServerException($"There is no directory '{request.Directory}'; correct --directory.");
        if (request.Port is { } port && !ServerPorts.IsFree(port)) throw new ServerException($"Port {port} is taken; end what listens there, or choose another --port.");
        if (request.ConfigPath is { } config && !File.Exists(config)) throw new ServerException($"There is no settings file '{config}'; correct --config.");
        string executable = await ServerExecutable.FindAsync(request, progress, cancellationToken);
        if (request.Home is { } home) DataFolder.MakePrivate(home);
        for (int attempt = 1; ; attempt++)
        {
            ServerEntry entry = await EnterAsync(request, cancellationToken);
            try
            {
                return await BringUpAsync(request, executable, entry, cancellationToken);
            }
            catch (PortTakenException exception)
            {
                // Somebody was faster between our look and the server's.
                await ending.EndAsync(entry, TimeSpan.Zero, CancellationToken.None);
                if (attempt == Attempts || request.Port is not null) throw new ServerException(exception.Message, exception);
            }
            catch (UnfitServerException exception)
            {
                await ending.EndAsync(entry, TimeSpan.Zero, CancellationToken.None);
                throw new ServerException(exception.Message, exception);
            }
            catch (OperationCanceledException)
            {
                await ending.EndAsync(entry, TimeSpan.FromSeconds(2), CancellationToken.None);
                throw;
            }
        }
    }

    // Before there is a process: whatever happens to this command, the next one knows of the server.
    private async Task<ServerEntry> EnterAsync(StartRequest request, CancellationToken cancellationToken)
    {
        ProcessIdentity? self = ProcessIdentity.Find(Environment.ProcessId);
        string? password = request.WithoutPassword ? null : SecretStore.NewPassword();

        // Looked for before the store is locked; inside, another one is looked for only where somebody has taken it meanwhile.
        int wanted = request.Port ?? ServerPorts.Choose(await store.ReadAsync(cancellationToken));
        ServerEntry entry = await store.ChangeAsync(
            document =>
            {
                string id;
                do id = ServerEntry.NewId();
                while (document.Find(id) is not null);
                int port = request.Port is not null || document.Servers.All(e => e.Port != wanted) ? wanted : ServerPorts.Choose(document);
                ServerEntry made = new(id, time.GetUtcNow())
                {
                    Port = port,
                    Status = ServerState.Starting.Name(),
                    ConfigPath = request.ConfigPath is { } config ? Path.GetFullPath(config) : null,
                    Agent = request.Agent,
                    Directory = Path.GetFullPath(request.Directory),
                    Home = request.Home is { } home ? Path.GetFullPath(home) : null,
                    Starter = self,
                    StartingUntil = request.Wait ? null : time.GetUtcNow() + request.TimeLimit,
                };
                document.Put(made);
                document.SetNextPort(port + 1);
                return made;
            },
            cancellationToken);
        if (password is not null) await secrets.PutAsync(entry.Id, password, cancellationToken);
        EntryCopy.Write(folder, entry);
        return entry;
    }

    private async Task<ServerEntry> BringUpAsync(StartRequest request, string executable, ServerEntry entry, CancellationToken cancellationToken)
    {
        ProcessIdentity process = DetachedProcess.Start(
            [executable, "serve", "--hostname", "127.0.0.1", "--port", $"{entry.Port}"],
            entry.Directory!,
            ServerEnvironment.Of(request, entry.Id, secrets.Find(entry.Id)),
            folder.ProcessFile(entry.Id),
            folder.LogFile(entry.Id));
        entry = entry.WithProcess(process);
        await SaveAsync(entry, cancellationToken);
        if (!request.Wait) return entry;

        progress($"Waiting for {entry.Id} on port {entry.Port} …");
        string version = await WaitAsync(entry, process, request, cancellationToken);
        entry = entry.AsUp(ServerState.Running.Name(), version);
        await SaveAsync(entry, cancellationToken);
        return entry;
    }

    private async Task<string> WaitAsync(ServerEntry entry, ProcessIdentity process, StartRequest request, CancellationToken cancellationToken)
    {
        ServerHealth health = new(connection, _request);
        long began = time.GetTimestamp();
        long? unfit = null;
        string said = "";
        while (time.GetElapsedTime(began) < request.TimeLimit)
        {
            if (!process.IsRunning) throw await DiedAsync(entry, request, cancellationToken);
            try
            {
                return await health.ReadAsync(entry, cancellationToken);
            }
            catch (ForeignServerException exception) when (!exception.MayBeOurs)
            {
                // It was faster than ours, which will end by itself.
                throw new PortTakenException(exception.Message);
            }
            catch (ForeignServerException exception)
            {
                unfit ??= time.GetTimestamp();
                if (time.GetElapsedTime(unfit.Value) > _untilEnded) throw new UnfitServerException(TerminalText.SafeLine(exception.Message));
                said = TerminalText.SafeLine(exception.Message);
            }
            catch (ApiException exception)
            {
                unfit = null;
                said = TerminalText.SafeLine(exception.Message);
            }

            await Task.Delay(_pause, time, cancellationToken);
        }

        throw await FailedAsync(entry, request, $"it did not respond within {request.TimeLimit.TotalSeconds:0} seconds ({said.TrimEnd('.')})",
            cancellationToken);
    }

    private async Task<Exception> DiedAsync(ServerEntry entry, StartRequest request, CancellationToken cancellationToken)
    {
        string last = TerminalText.SafeLine(string.Join(" ", LastLines(entry)));

        // The server does not say that this is why.
        if (!ServerPorts.IsFree(entry.Port)) return new PortTakenException($"Port {entry.Port} is taken; end what listens there, or let the port be chosen.");
        string reason = last.Length == 0 ? "it ended at once, and printed nothing" : $"it ended at once: {last}";
        return await FailedAsync(entry, request, reason, cancellationToken);
    }

    private async Task<ServerException> FailedAsync(ServerEntry entry, StartRequest request, string reason, CancellationToken cancellationToken)
    {
        if (request.RemoveOnFailure)
        {
            await ending.EndAsync(entry, TimeSpan.Zero, CancellationToken.None);
            return new ServerException($"The server did not come up: {reason}.");
        }

        await SaveAsync(entry.WithStatus(ServerState.Error.Name()), cancellationToken);
        return new ServerException($"Server {entry.Id} did not come up: {reason}. 'occtl logs {entry.Id}' has what it printed, 'occtl stop {entry.Id}' removes it.");
    }

    private IEnumerable<string> LastLines(ServerEntry entry)
        => File.Exists(folder.LogFile(entry.Id)) ? File.ReadLines(folder.LogFile(entry.Id)).Where(static l => l.Trim().Length > 0).TakeLast(LogLines) : [];

    // It may have been removed meanwhile, by somebody who wants no server.
    private async Task SaveAsync(ServerEntry entry, CancellationToken cancellationToken)
    {
        bool isThere = await store.ChangeAsync(
            document =>
            {
                if (document.Find(entry.Id) is null) return false;
                document.Put(entry);
                return true;
            },
            cancellationToken);
        if (isThere)
        {
            EntryCopy.Write(folder, entry);
            return;
        }

        await ending.EndAsync(entry, TimeSpan.Zero, CancellationToken.None);
        throw new ServerException($"Server {entry.Id} was stopped while it was being started.");
    }

    private sealed class PortTakenException(string message) : Exception(message);

    private sealed class UnfitServerException(string message) : Exception(message);
}
