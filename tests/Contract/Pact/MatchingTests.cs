using OpenCode.Pact;
using OpenCode.Pact.Consumer;
using OpenCode.Pact.Provider;

namespace OpenCode.Contract.Tests.Pact;

/// <summary>The rules of <see cref="Matching"/>, as the genuine core applies them to the responses of a provider.</summary>
public sealed class MatchingTests(VerifiedRules rules) : IClassFixture<VerifiedRules>
{
    public static TheoryData<string> Cases => [.. RuleCases.All.Select(static c => c.ToString())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_rule_takes_what_it_should_and_says_where_it_refuses(string name)
    {
        RuleCase one = RuleCases.All.Single(c => c.ToString() == name);
        InteractionResult result = rules.Results[name];

        Assert.Null(result.Error);
        Assert.Equal(one.Place.Length == 0, result.Held);
        if (one.Place.Length == 0) Assert.Empty(result.Mismatches);
        else Assert.Contains(result.Mismatches, m => m is { Kind: "BodyMismatch", Text.Length: > 0 } && m.Path == one.Place);
    }
}
