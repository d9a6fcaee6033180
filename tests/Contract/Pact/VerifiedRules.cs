using System.Text.Json.Nodes;
using OpenCode.Pact;
using OpenCode.Pact.Provider;

namespace OpenCode.Contract.Tests.Pact;

/// <summary>One verification of a pact that has every case as an interaction: a process of the core takes longer than a hundred of them.</summary>
public sealed class VerifiedRules : IAsyncLifetime
{
    private readonly ProviderStub _provider = new();

    /// <summary>The results by the case's text.</summary>
    public IReadOnlyDictionary<string, InteractionResult> Results { get; private set; } = new Dictionary<string, InteractionResult>();

    public async ValueTask InitializeAsync()
    {
        await _provider.InitializeAsync();
        using var folder = new PactFolder();
        VerificationReport report = await folder.VerifyAsync(_provider, pact =>
        {
            foreach ((int number, RuleCase one) in RuleCases.All.Index())
            {
                pact.AddRequest($"{one}").Request("GET", $"/{number}").Answers(200).AnswerBody(new JsonObject { ["v"] = one.Rule() });
                _provider.With($"/{number}", $$"""{"v":{{one.Value}}}""");
            }
        });
        Results = report.Interactions.ToDictionary(static r => r.Description);
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();
}
