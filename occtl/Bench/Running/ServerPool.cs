using OpenCode.Core.Errors;
using OpenCode.Ctl.Bench.Plans;
using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Store;

namespace OpenCode.Ctl.Bench.Running;

/// <summary>The servers of a benchmark: started or found, replaced when they die, and stopped at the end when they are ours.</summary>
/// <param name="runner">Starts and stops them.</param>
/// <param name="plan">Says which.</param>
/// <param name="directory">The directory of those that are started.</param>
internal sealed class ServerPool(ServerRunner runner, BenchPlan plan, string directory) : IAsyncDisposable
{
    private const int MostReplacements = 3;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private readonly List<BenchServer> _servers = [];
    private readonly SemaphoreSlim _replacing = new(1, 1);
    private readonly Lock _lock = new();
    private int _replacements;

    /// <summary>One of them, for what any can answer.</summary>
    public BenchServer First
    {
        get
        {
            lock (_lock) return _servers[0];
        }
    }

    /// <summary>Starts all of them, or makes sure that the named ones respond.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        BenchServers wanted = plan.Servers;
        Task[] opening = wanted.Use.Count > 0
            ? [.. wanted.Use.Select((name, i) => FindAsync(name, i + 1, cancellationToken))]
            : [.. Enumerable.Range(1, wanted.Count).Select(number => StartAsync(number, cancellationToken))];
        await Task.WhenAll(opening);
        lock (_lock) _servers.Sort(static (left, right) => left.Number.CompareTo(right.Number));
    }

    /// <summary>The one with the fewest runs, which has one more now.</summary>
    public BenchServer Take()
    {
        lock (_lock)
        {
            BenchServer server = _servers.MinBy(static s => s.Running) ?? throw new ServerException("None of the benchmark's servers responds any more. What is finished is kept: run the same command again.");
            server.Running++;
            return server;
        }
    }

    public void GiveBack(BenchServer server)
    {
        lock (_lock) server.Running--;
    }

    /// <summary>Whether the process of a server runs, or is not ours to look for.</summary>
    public bool Runs(BenchServer server) => runner.Probe.MayRespond(server.Entry);

    /// <summary>Looks after a server whose run found it gone, and replaces it where it is ours.</summary>
    public async Task ReviewAsync(BenchServer server, CancellationToken cancellationToken)
    {
        await _replacing.WaitAsync(cancellationToken);
        try
        {
            lock (_lock)
            {
                if (!_servers.Contains(server)) return;
            }

            if (await server.RespondsAsync(cancellationToken)) return;
            lock (_lock) _servers.Remove(server);
            await server.DisposeAsync();
            if (!server.IsOurs) return;
            await runner.Ending.EndAsync(server.Entry, TimeSpan.Zero, cancellationToken);
            if (_replacements++ < MostReplacements) await StartAsync(server.Number, cancellationToken);
        }
        finally
        {
            _replacing.Release();
        }
    }

    /// <summary>Stops those that were started.</summary>
    public async ValueTask DisposeAsync()
    {
        BenchServer[] all;
        lock (_lock)
        {
            all = [.. _servers];
            _servers.Clear();
        }

        await Task.WhenAll(all.Select(EndAsync));
        _replacing.Dispose();
    }

    private async Task EndAsync(BenchServer server)
    {
        await server.DisposeAsync();
        if (server.IsOurs) await runner.Ending.EndAsync(server.Entry, _patience, CancellationToken.None);
    }

    private async Task StartAsync(int number, CancellationToken cancellationToken)
    {
        BenchServers wanted = plan.Servers;
        StartRequest request = new()
        {
            Directory = directory,
            Version = wanted.Version,
            Executable = wanted.Executable,
            Home = wanted.Home is { } home ? ServerText.For(home, number) : null,
            ConfigPath = wanted.Config is { } config ? ServerText.For(config, number) : null,
            TimeLimit = wanted.TimeLimit,
            RemoveOnFailure = true,
            Environment = Variables(number),
        };
        Add(await runner.Starter.StartAsync(request, cancellationToken), number, true);
    }

    private Dictionary<string, string?> Variables(int number)
    {
        Dictionary<string, string?> variables = new(StringComparer.Ordinal) { [RunFolder.CeilingVariable] = directory };
        foreach ((string name, string value) in plan.Servers.Environment) variables[name] = ServerText.For(value, number);
        return variables;
    }

    private async Task FindAsync(string name, int number, CancellationToken cancellationToken)
    {
        ServerEntry entry = await runner.Finder.FindAsync(name, cancellationToken);
        await runner.TouchAsync(entry, cancellationToken);
        BenchServer server = Add(entry, number, false);
        try
        {
            await server.Client.Global.Health.GetAsync(cancellationToken: cancellationToken);
        }
        catch (ApiException exception)
        {
            throw new ServerException($"Server {entry.Id} does not respond ({exception.Message.TrimEnd('.')}); start it again, or name another in \"servers.use\".", exception);
        }
    }

    private BenchServer Add(ServerEntry entry, int number, bool isOurs)
    {
        BenchServer server = new(entry, runner.Connection.Open(entry), number, isOurs);
        lock (_lock) _servers.Add(server);
        return server;
    }
}
