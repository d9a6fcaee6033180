using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;
using OpenCodeGen.Changes.Schemas;

namespace OpenCodeGen.Changes.Rules.Schemas;

/// <summary>The variants of a choice.</summary>
internal sealed class VariantRule : SchemaRule
{
    private static readonly RuleTwins _removed = RuleTwins.Of("variant-removed", Level.Breaking, Level.Info, "A variant of a choice is not allowed any more.");
    private static readonly RuleTwins _added = RuleTwins.Of("variant-added", Level.Info, Level.Warning, "A variant of a choice is new: what receives it should not fail on variants that it does not know.");

    public override IReadOnlyList<RuleTwins> Twins => [_removed, _added];

    public override bool ComparesChoices => true;

    public override IEnumerable<Change> Compare(SchemaPair pair)
    {
        if (!pair.IsChoice) yield break;
        foreach (SchemaVariant variant in pair.Variants.Removed)
            yield return pair.Change(_removed, $"the variant {VariantMatch.NameOf(variant, pair.Before.Views)} was removed", variant.Place);
        foreach (SchemaVariant variant in pair.Variants.Added)
            yield return pair.Change(_added, $"the variant {VariantMatch.NameOf(variant, pair.After.Views)} is new", variant.Place);
    }
}
