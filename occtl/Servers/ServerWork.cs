using OpenCode.Core.Options;
using OpenCode.Ctl.Store;

namespace OpenCode.Ctl.Servers;

/// <summary>Which servers are to be ended.</summary>
/// <param name="Names">Their names.</param>
/// <param name="All">Whether all are meant.</param>
/// <param name="Force">Whether they are killed at once.</param>
internal sealed record StopRequest(IReadOnlyList<string> Names, bool All, bool Force);

/// <summary>Which servers are over.</summary>
/// <param name="IdleFor">How long nobody may have used one.</param>
/// <param name="Force">Whether those at work go, too.</param>
/// <param name="DryRun">Whether it is only said.</param>
internal sealed record CleanupRequest(TimeSpan IdleFor, bool Force, bool DryRun);

/// <summary>What was cleaned up.</summary>
/// <param name="Found">The servers.</param>
/// <param name="Strays">How many processes had no entry.</param>
internal sealed record CleanupResult(IReadOnlyList<ServerReport> Found, int Strays);

/// <summary>A server that somebody else started.</summary>
/// <param name="Address">Where it listens.</param>
/// <param name="Directory">The project directory; null for its own.</param>
/// <param name="Agent">The agent of prompts that name none.</param>
internal sealed record AdoptRequest(string Address, string? Directory, string? Agent);

/// <summary>What of a log is wanted.</summary>
/// <param name="Server">The server.</param>
/// <param name="Lines">How many lines; null for all.</param>
/// <param name="Follow">Whether what comes is, too.</param>
internal sealed record LogRequest(string? Server, int? Lines, bool Follow);

/// <summary>What can be done with servers.</summary>
/// <param name="runner">The servers.</param>
internal sealed class ServerWork(ServerRunner runner)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    public async Task<KnownServer> StartAsync(StartRequest request, CancellationToken cancellationToken)
        => KnownServer.Of(await runner.Starter.StartAsync(request, cancellationToken));

    public async Task<IReadOnlyList<KnownServer>> ListAsync(CancellationToken cancellationToken)
        => [.. (await runner.ListAsync(cancellationToken)).Select(KnownServer.Of)];

    /// <summary>Asks all of them what they are doing.</summary>
    public async Task<IReadOnlyList<ServerReport>> LookAsync(CancellationToken cancellationToken)
        => await runner.Probe.LookAsync(await runner.ListAsync(cancellationToken), cancellationToken);

    /// <summary>Asks one.</summary>
    public async Task<ServerReport> LookAsync(string? server, CancellationToken cancellationToken)
        => await runner.Probe.LookAsync(await runner.Finder.FindAsync(server, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<KnownServer>> StopAsync(StopRequest request, CancellationToken cancellationToken)
    {
        if (request.All == request.Names.Count > 0) throw new UsageException("Name the servers to stop, or write --all.");
        IReadOnlyList<ServerEntry> entries = request.All
            ? await runner.ListAsync(cancellationToken)
            : await Task.WhenAll(request.Names.Select(n => runner.Finder.FindAsync(n, cancellationToken)));
        await Task.WhenAll(entries.Select(e => runner.Ending.EndAsync(e, request.Force ? TimeSpan.Zero : _patience, cancellationToken)));
        return [.. entries.Select(KnownServer.Of)];
    }

    public async Task<KnownServer> TouchAsync(string? server, CancellationToken cancellationToken)
    {
        ServerEntry entry = await runner.Finder.FindAsync(server, cancellationToken);
        await runner.TouchAsync(entry, cancellationToken);
        return KnownServer.Of(await runner.Finder.FindAsync(entry.Id, cancellationToken));
    }

    public async Task<CleanupResult> CleanUpAsync(CleanupRequest request, CancellationToken cancellationToken)
    {
        IReadOnlyList<ServerReport> found = await runner.Cleanup.FindAsync(request.IdleFor, request.Force, cancellationToken);
        return request.DryRun ? new CleanupResult(found, 0) : await runner.Cleanup.EndAsync(found, cancellationToken);
    }

    public async Task<KnownServer> AdoptAsync(AdoptRequest request, CancellationToken cancellationToken)
    {
        (string User, string Password)? login = Variable(OpenCodeClientOptions.PasswordVariable) is { } password
            ? (Variable(OpenCodeClientOptions.UserNameVariable) ?? OpenCodeCredential.DefaultUserName, password) : null;
        try
        {
            Uri address = ServerAddress.Parse(request.Address, "The address");
            return KnownServer.Of(await runner.AdoptAsync(address, login, request.Directory, request.Agent, cancellationToken));
        }
        catch (ArgumentException exception)
        {
            throw new UsageException(exception.Message);
        }
    }

    /// <summary>What a server has printed, and prints.</summary>
    public async Task<IAsyncEnumerable<string>> ReadLogAsync(LogRequest request, CancellationToken cancellationToken)
    {
        ServerEntry entry = await runner.Finder.FindAsync(request.Server, cancellationToken);
        if (entry.IsAdopted) throw new UsageException($"{entry.Id} was started by somebody else; what it prints is not here.");
        string file = runner.Folder.LogFile(entry.Id);
        Func<bool>? isOver = request.Follow ? () => runner.Probe.ProcessOf(entry) is null : null;
        return ServerLog.ReadAsync(file, request.Lines, isOver, runner.Time, cancellationToken);
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } set ? set : null;
}
