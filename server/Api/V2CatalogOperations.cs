using OpenCode.Core.Json;
using OpenCode.Models;
using OpenCode.Server.Agents;
using OpenCode.Server.Git;
using OpenCode.Server.Http;
using OpenCode.Server.Locations;
using OpenCode.Server.Operations;

namespace OpenCode.Server.Api;

/// <summary>Serves, in the words of the newer API, what clients choose from.</summary>
/// <param name="agent">Who offers it.</param>
/// <param name="locations">Finds folders.</param>
/// <param name="projects">Knows what project they belong to.</param>
internal sealed class V2CatalogOperations(IServerAgent agent, LocationResolver locations, ProjectIdentities projects)
    : IV2AgentOperations, IV2CommandOperations, IV2HealthOperations, IV2LocationOperations, IV2ModelOperations, IV2ProviderOperations,
      IV2SkillOperations, IV2ReferenceOperations, IV2IntegrationOperations
{
    private const string Package = "@ai-sdk/openai-compatible";

    public async Task<V2AgentListResponse> ListAsync(V2AgentListCall call, CancellationToken cancellationToken) => new V2AgentListResponse
    {
        Location = await LocationAsync(call, call.Location, cancellationToken),
        Data = [.. agent.Catalog.Agents.Select(static a => new AgentV2Info
        {
            Id = a.Name,
            Description = a.Description,
            Mode = a.IsSubagent ? AgentMode.Subagent : AgentMode.Primary,
            Hidden = false,
            Permissions = [],
            Request = NoRequest(),
        })],
    };

    public async Task<V2ModelListResponse> ListAsync(V2ModelListCall call, CancellationToken cancellationToken) => new V2ModelListResponse
    {
        Location = await LocationAsync(call, call.Location, cancellationToken),
        Data = [.. agent.Catalog.Models.Select(static m => new ModelV2Info
        {
            Id = m.ModelId,
            ProviderId = m.ProviderId,
            Name = m.Name,
            Api = new ModelV2ApiAisdk { Id = m.ModelId, Package = Package },
            Capabilities = new() { Tools = true, Input = ["text", "image"], Output = ["text"] },
            Cost = [new() { Input = (double)m.InputCost, Output = (double)m.OutputCost, Cache = new() { Read = 0, Write = 0 } }],
            Enabled = true,
            Limit = new() { Context = m.ContextTokens, Output = m.OutputTokens },
            Request = new() { Body = JsonDecoding.EmptyObject, Headers = new Dictionary<string, string>() },
            Status = ModelStatus.Active,
            Time = new() { Released = 0 },
            Variants = [],
        })],
    };

    public async Task<V2ProviderListResponse> ListAsync(V2ProviderListCall call, CancellationToken cancellationToken)
        => new V2ProviderListResponse { Location = await LocationAsync(call, call.Location, cancellationToken), Data = Providers() };

    public async Task<V2ProviderGetResponse> GetAsync(V2ProviderGetCall call, CancellationToken cancellationToken) => new V2ProviderGetResponse
    {
        Location = await LocationAsync(call, call.Location, cancellationToken),
        Data = Providers().FirstOrDefault(p => p.Id == call.ProviderId)
            ?? throw NotFound(call.ProviderId),
    };

    public Task<V2HealthGetResponse> GetAsync(V2HealthGetCall call, CancellationToken cancellationToken)
        => Task.FromResult(new V2HealthGetResponse { Healthy = true });

    public Task<LocationInfo> GetAsync(V2LocationGetCall call, CancellationToken cancellationToken)
        => LocationAsync(call, call.Location, cancellationToken);

    // An agent of another kind has none of these.
    public async Task<V2CommandListResponse> ListAsync(V2CommandListCall call, CancellationToken cancellationToken)
        => new V2CommandListResponse { Location = await LocationAsync(call, call.Location, cancellationToken), Data = [] };

    public async Task<V2SkillListResponse> ListAsync(V2SkillListCall call, CancellationToken cancellationToken)
        => new V2SkillListResponse { Location = await LocationAsync(call, call.Location, cancellationToken), Data = [] };

    public async Task<V2ReferenceListResponse> ListAsync(V2ReferenceListCall call, CancellationToken cancellationToken)
        => new V2ReferenceListResponse { Location = await LocationAsync(call, call.Location, cancellationToken), Data = [] };

    public async Task<V2IntegrationListResponse> ListAsync(V2IntegrationListCall call, CancellationToken cancellationToken)
        => new V2IntegrationListResponse { Location = await LocationAsync(call, call.Location, cancellationToken), Data = [] };

    private List<ProviderV2Info> Providers() =>
    [
        .. agent.Catalog.Models.Select(static m => m.ProviderId).Distinct(StringComparer.Ordinal).Select(static p => new ProviderV2Info
        {
            Id = p, Name = p, Api = new ProviderAisdk { Package = Package }, Request = NoRequest(),
        }),
    ];

    private Task<LocationInfo> LocationAsync(OperationCall call, LocationParameter? named, CancellationToken cancellationToken)
        => projects.DescribeAsync(locations.Find(call, named?.Directory), cancellationToken);

    private static OperationException NotFound(string provider)
        => new(404, new ProviderNotFoundError { ProviderId = provider, Message = $"Provider not found: {provider}" });

    private static ProviderRequest NoRequest() => new() { Body = JsonDecoding.EmptyObject, Headers = new Dictionary<string, string>() };
}
