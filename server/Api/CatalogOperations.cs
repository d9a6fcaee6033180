using System.Text.Json;
using OpenCode.Core.Json;
using OpenCode.Models;
using OpenCode.Server.Agents;
using OpenCode.Server.Operations;

namespace OpenCode.Server.Api;

/// <summary>Serves what clients choose from: agents, providers with their models, commands and tools.</summary>
/// <param name="agent">Who offers it.</param>
internal sealed class CatalogOperations(IServerAgent agent)
    : IAppOperations, IProviderOperations, ICommandOperations, ILspOperations, IFormatterOperations, IMcpOperations
{
    public Task<IReadOnlyList<Agent>> AgentsAsync(AppAgentsCall call, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<Agent>>([.. agent.Catalog.Agents.Select(static a => new Agent
        {
            Name = a.Name,
            Description = a.Description,
            Mode = a.IsSubagent ? AgentMode.Subagent : AgentMode.Primary,
            Native = true,
            Options = JsonDecoding.EmptyObject,
            Permission = [],
        })]);

    public Task<bool> LogAsync(AppLogCall call, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<IReadOnlyList<Skill>> SkillsAsync(AppSkillsCall call, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Skill>>([]);

    public Task<ProviderListResponse> ListAsync(ProviderListCall call, CancellationToken cancellationToken)
    {
        IReadOnlyList<Provider> providers = Providers();
        return Task.FromResult(new ProviderListResponse { All = providers, Connected = [.. providers.Select(static p => p.Id)], Default = Defaults() });
    }

    public Task<IReadOnlyDictionary<string, IReadOnlyList<ProviderAuthMethod>>> AuthAsync(ProviderAuthCall call, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyDictionary<string, IReadOnlyList<ProviderAuthMethod>>>(new Dictionary<string, IReadOnlyList<ProviderAuthMethod>>());

    public Task<IReadOnlyList<Command>> ListAsync(CommandListCall call, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Command>>([]);

    public Task<IReadOnlyList<LspStatus>> StatusAsync(LspStatusCall call, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<LspStatus>>([]);

    public Task<IReadOnlyList<FormatterStatus>> StatusAsync(FormatterStatusCall call, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<FormatterStatus>>([]);

    public Task<IReadOnlyDictionary<string, McpStatus>> StatusAsync(McpStatusCall call, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyDictionary<string, McpStatus>>(new Dictionary<string, McpStatus>());

    /// <summary>The providers, each with its models.</summary>
    public IReadOnlyList<Provider> Providers() =>
    [
        .. agent.Catalog.Models.GroupBy(static m => m.ProviderId).Select(static models => new Provider
        {
            Id = models.Key,
            Name = models.Key,
            Source = ProviderSource.Config,
            Env = [],
            Options = JsonDecoding.EmptyObject,
            Models = models.ToDictionary(static m => m.ModelId, ModelOf, StringComparer.Ordinal),
        }),
    ];

    /// <summary>The model of each provider that is used when nobody chooses.</summary>
    public IReadOnlyDictionary<string, string> Defaults()
        => agent.Catalog.Models.GroupBy(static m => m.ProviderId).ToDictionary(static m => m.Key, static m => m.First().ModelId, StringComparer.Ordinal);

    private static Model ModelOf(AgentModel model) => new()
    {
        Id = model.ModelId,
        ProviderId = model.ProviderId,
        Name = model.Name,
        Api = new() { Id = model.ModelId, Npm = "@ai-sdk/openai-compatible", Url = "" },
        Status = ModelStatus.Active,
        ReleaseDate = "",
        Headers = new Dictionary<string, string>(),
        Options = JsonDecoding.EmptyObject,
        Limit = new() { Context = model.ContextTokens, Output = model.OutputTokens },
        Cost = new() { Input = (double)model.InputCost, Output = (double)model.OutputCost, Cache = new() { Read = 0, Write = 0 } },
        Capabilities = new()
        {
            Attachment = true,
            Reasoning = true,
            Temperature = true,
            Toolcall = true,
            Interleaved = false,
            Input = new() { Text = true, Image = true, Audio = false, Pdf = false, Video = false },
            Output = new() { Text = true, Image = false, Audio = false, Pdf = false, Video = false },
        },
        Variants = new Dictionary<string, JsonElement>(),
    };
}
