using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Schemas;

/// <summary>The property that an explicit discriminator names.</summary>
internal sealed class DiscriminatorRule : SchemaRule
{
    private static readonly RuleTwins _changed = RuleTwins.Of("discriminator-changed", Level.Warning, Level.Warning, "Another property is named to tell the variants apart; what the variants hold is compared by itself.");

    public override IReadOnlyList<RuleTwins> Twins => [_changed];

    public override bool ComparesChoices => true;

    public override IEnumerable<Change> Compare(SchemaPair pair)
    {
        string? before = pair.Before.View.Discriminator;
        string? after = pair.After.View.Discriminator;
        if (before is not null && after is not null && before != after) yield return pair.Change(_changed, $"the discriminator was {before} and is {after}");
    }
}
