using OpenCode.Models;
using OpenCode.Server.Git;
using OpenCode.Server.Locations;
using OpenCode.Server.Operations;

namespace OpenCode.Server.Api;

/// <summary>Serves what the server says of itself: paths, project, settings.</summary>
internal sealed class ServerStateOperations(
    CatalogOperations catalog, Agents.IServerAgent agent, LocationResolver locations, ProjectIdentities projects, TimeProvider clock)
    : IPathOperations, IProjectOperations, IConfigOperations
{
    private Config _config = new();

    public async Task<ServerPaths> GetAsync(PathGetCall call, CancellationToken cancellationToken)
    {
        LocationInfo location = await projects.DescribeAsync(locations.Find(call, call.Directory), cancellationToken);
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return new ServerPaths
        {
            Directory = location.Directory,
            Worktree = location.Project.Directory,
            Home = home,
            Config = Path.Combine(home, ".config", "opencode"),
            State = Path.Combine(home, ".local", "state", "opencode"),
        };
    }

    public async Task<Project> CurrentAsync(ProjectCurrentCall call, CancellationToken cancellationToken)
        => ServerProject.Of(await projects.DescribeAsync(locations.Find(call, call.Directory), cancellationToken), clock);

    public async Task<IReadOnlyList<Project>> ListAsync(ProjectListCall call, CancellationToken cancellationToken)
        => [ServerProject.Of(await projects.DescribeAsync(locations.Default, cancellationToken), clock)];

    public Task<Config> GetAsync(ConfigGetCall call, CancellationToken cancellationToken) => Task.FromResult(CurrentConfig());

    public Task<ConfigProvidersResponse> ProvidersAsync(ConfigProvidersCall call, CancellationToken cancellationToken)
        => Task.FromResult(new ConfigProvidersResponse { Providers = catalog.Providers(), Default = catalog.Defaults() });

    public Task<Config> UpdateAsync(ConfigUpdateCall call, CancellationToken cancellationToken) => Task.FromResult(Update(call.Body ?? new Config()));

    /// <summary>The settings, with what the agent decides.</summary>
    public Config CurrentConfig()
    {
        Agents.AgentModel model = agent.Catalog.Models[0];
        return new Config(_config) { Model = _config.Model ?? $"{model.ProviderId}/{model.ModelId}" };
    }

    /// <summary>Keeps settings that clients send while the server runs; nothing of it goes to a file.</summary>
    public Config Update(Config changes)
    {
        _config = new Config(_config)
        {
            Username = changes.Username ?? _config.Username,
            Layout = changes.Layout ?? _config.Layout,
            Model = changes.Model ?? _config.Model,
        };
        return CurrentConfig();
    }
}
