using OpenCode.Core.Errors;
using OpenCode.Ctl.Store;

namespace OpenCode.Ctl.Servers;

/// <summary>Everything about the servers of this user.</summary>
internal sealed class ServerRunner
{
    private readonly ServerStore _store;

    /// <param name="folder">Where everything is kept.</param>
    /// <param name="time">The clock.</param>
    /// <param name="errors">Receives warnings and progress.</param>
    public ServerRunner(DataFolder folder, TimeProvider time, TextWriter errors)
    {
        (Folder, Time, Errors) = (folder, time, errors);
        Secrets = new SecretStore(folder, time);
        _store = new ServerStore(folder, time, errors.WriteLine);
        Connection = new ServerConnection(Secrets);
        Probe = new ServerProbe(folder, _store, Connection, time);
        Ending = new ServerEnding(folder, _store, Secrets, Probe, time);
        Starter = new ServerStarter(folder, _store, Secrets, Connection, Ending, time, Tell);
        Cleanup = new ServerCleanup(folder, _store, Probe, Ending, time);
        Finder = new ServerFinder(_store, Probe);
    }

    public DataFolder Folder { get; }

    public TimeProvider Time { get; }

    public TextWriter Errors { get; }

    public SecretStore Secrets { get; }

    public ServerConnection Connection { get; }

    public ServerProbe Probe { get; }

    public ServerEnding Ending { get; }

    public ServerStarter Starter { get; }

    public ServerCleanup Cleanup { get; }

    public ServerFinder Finder { get; }

    /// <summary>All servers, oldest first.</summary>
    public async Task<IReadOnlyList<ServerEntry>> ListAsync(CancellationToken cancellationToken) => (await _store.ReadAsync(cancellationToken)).Servers;

    /// <summary>Asks every server at the same time; those that do not respond are named, and left out.</summary>
    /// <param name="ask">What one is asked.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<IReadOnlyList<T>> AskAllAsync<T>(Func<ServerEntry, CancellationToken, Task<IReadOnlyList<T>>> ask, CancellationToken cancellationToken)
    {
        IReadOnlyList<T>[] lists = await Task.WhenAll((await ListAsync(cancellationToken)).Where(Probe.MayRespond).Select(async entry =>
        {
            try
            {
                return await ask(entry, cancellationToken);
            }
            catch (ApiException exception)
            {
                await Errors.WriteLineAsync($"{entry.Id} does not respond, and is left out: {TerminalText.SafeLine(exception.Message)}");
                return [];
            }
            catch (ServerException exception)
            {
                await Errors.WriteLineAsync($"{entry.Id} is left out: {TerminalText.SafeLine(exception.Message)}");
                return [];
            }
        }));
        return [.. lists.SelectMany(static l => l)];
    }

    /// <summary>Notes that a server is used, so that it is not cleaned up.</summary>
    public Task TouchAsync(ServerEntry entry, CancellationToken cancellationToken) => _store.ChangeAsync(
        document =>
        {
            if (document.Find(entry.Id) is { } known) document.Put(known.WithActivity(Time.GetUtcNow()));
        },
        cancellationToken);

    /// <summary>Adds a server that somebody else started.</summary>
    public async Task<ServerEntry> AdoptAsync(
        Uri address, (string User, string Password)? login, string? directory, string? agent, CancellationToken cancellationToken)
    {
        string id = ServerEntry.NewId();
        ServerEntry entry = new(id, Time.GetUtcNow())
        {
            Url = address.AbsoluteUri,
            Port = address.Port,
            Directory = directory,
            Agent = agent,
            Status = ServerState.Running.Name(),
            UserName = login?.User,
        };
        using (OpenCodeClient client = Connection.Open(entry, TimeSpan.FromSeconds(10), directory, login?.Password ?? ""))
        {
            string version = await ReadVersionAsync(client, address, cancellationToken);
            entry = entry.With(j => j["version"] = version);
            if (directory is null)
            {
                string own = (await client.Path.GetAsync(cancellationToken: cancellationToken)).Directory;
                entry = entry.With(j => j["directory"] = own);
            }
        }

        await _store.ChangeAsync(
            document =>
            {
                if (document.Servers.FirstOrDefault(e => e.Url == entry.Url) is { } there) throw new ServerException($"{address} is {there.Id} already.");
                document.Put(entry);
            },
            cancellationToken);
        if (login is { } known) await Secrets.PutAsync(id, known.Password, cancellationToken);
        EntryCopy.Write(Folder, entry);
        return entry;
    }

    private static async Task<string> ReadVersionAsync(OpenCodeClient client, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.Global.Health.GetAsync(cancellationToken: cancellationToken)).Version;
        }
        catch (ApiException exception) when (ServerHealth.HasNone(exception))
        {
            throw new ServerException($"{ServerHealth.TooOld($"{address}", exception)}; run a later release, or correct the address.", exception);
        }
    }

    /// <summary>Says what takes long, where somebody watches.</summary>
    public void Tell(string text)
    {
        if (!Console.IsErrorRedirected) Errors.WriteLine(text);
    }
}
