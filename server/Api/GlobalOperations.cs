using OpenCode.Models;
using OpenCode.Server.Events;
using OpenCode.Server.Http;
using OpenCode.Server.Operations;

namespace OpenCode.Server.Api;

/// <summary>Serves what is about the whole server.</summary>
internal sealed class GlobalOperations(EventHub hub, ServerStateOperations state) : IGlobalOperations
{
    public Task<GlobalHealthResponse> HealthAsync(GlobalHealthCall call, CancellationToken cancellationToken)
        => Task.FromResult(new GlobalHealthResponse { Healthy = true, Version = ServerVersion.Text });

    public IAsyncEnumerable<EventFrame> EventAsync(GlobalEventCall call, CancellationToken cancellationToken) => hub.GlobalEventAsync(call, cancellationToken);

    public Task<Config> ConfigGetAsync(GlobalConfigGetCall call, CancellationToken cancellationToken) => Task.FromResult(state.CurrentConfig());

    public Task<Config> ConfigUpdateAsync(GlobalConfigUpdateCall call, CancellationToken cancellationToken)
        => Task.FromResult(state.Update(call.Body ?? new Config()));
}
