using OpenCode.Ctl.Servers;
using OpenCode.Models;

namespace OpenCode.Ctl.Settings;

/// <summary>How servers are set up.</summary>
/// <param name="runner">The servers.</param>
internal sealed class SettingsWork(ServerRunner runner)
{
    public Task<Config> ReadConfigAsync(string? server, CancellationToken cancellationToken)
        => AskAsync(server, c => c.Config.GetAsync(cancellationToken: cancellationToken), cancellationToken);

    public Task<IReadOnlyList<Agent>> ReadAgentsAsync(string? server, CancellationToken cancellationToken)
        => AskAsync(server, c => c.Agent.GetAsync(cancellationToken: cancellationToken), cancellationToken);

    /// <summary>The names of the tools.</summary>
    public Task<IReadOnlyList<string>> ReadToolsAsync(string? server, CancellationToken cancellationToken)
        => AskAsync(server, c => c.Experimental.Tool.Ids.GetAsync(cancellationToken: cancellationToken), cancellationToken);

    /// <summary>The models, by provider and name.</summary>
    /// <param name="server">The server.</param>
    /// <param name="provider">Only those of one; null for all.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task<IReadOnlyList<Model>> ReadModelsAsync(string? server, string? provider, CancellationToken cancellationToken)
    {
        ConfigProvidersResponse configured = await AskAsync(server, c => c.Config.Providers.GetAsync(cancellationToken: cancellationToken), cancellationToken);
        return [.. configured.Providers.Where(p => provider is null || p.Id == provider).SelectMany(static p => p.Models.Values)
            .OrderBy(static m => m.ProviderId, StringComparer.Ordinal).ThenBy(static m => m.Id, StringComparer.Ordinal)];
    }

    private async Task<T> AskAsync<T>(string? server, Func<OpenCodeClient, Task<T>> ask, CancellationToken cancellationToken)
    {
        using OpenCodeClient client = runner.Connection.Open(await runner.Finder.FindAsync(server, cancellationToken));
        return await ask(client);
    }
}
