using OpenCode.Ctl.Store;

namespace OpenCode.Ctl.Servers;

/// <summary>Finds the server that somebody means.</summary>
/// <param name="store">The servers there are.</param>
/// <param name="probe">Knows whether they live.</param>
internal sealed class ServerFinder(ServerStore store, ServerProbe probe)
{
    /// <summary>The variable that names the server of commands that name none.</summary>
    public const string Variable = "OCCTL_SERVER";

    /// <summary>The server of a name; of no name the one that the environment names, or the only one that lives.</summary>
    /// <param name="name">An id, or its beginning with or without <c>oc-</c>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="NotFoundException">There is none, or more than one.</exception>
    public async Task<ServerEntry> FindAsync(string? name, CancellationToken cancellationToken)
    {
        if (name is { } given && given.Trim().Length == 0) throw new NotFoundException("The name of the server is empty; 'occtl list' shows those there are.");
        StoreDocument document = await store.ReadAsync(cancellationToken);
        name ??= Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set ? set : null;
        if (name is null) return OnlyOne([.. document.Servers.Where(probe.MayRespond)]);
        if (document.Find(name) is { } exact) return exact;
        ServerEntry[] found = [.. document.Servers.Where(e => e.Id.StartsWith(name, StringComparison.Ordinal)
            || e.Id.StartsWith($"oc-{name}", StringComparison.Ordinal))];
        return found.Length == 1 ? found[0] : throw new NotFoundException(found.Length == 0
            ? $"There is no server '{name}'; 'occtl list' shows those there are."
            : $"'{name}' could be {string.Join(", ", found.Select(static e => e.Id))}; write more of it.");
    }

    private static ServerEntry OnlyOne(ServerEntry[] living) => living.Length == 1 ? living[0] : throw new NotFoundException(living.Length == 0
        ? "No server runs; start one with 'occtl start'."
        : $"{living.Length} servers run ({string.Join(", ", living.Select(static e => e.Id))}); name one with --server, or in {Variable}.");
}
