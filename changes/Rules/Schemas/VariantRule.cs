using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;
using OpenCodeGen.Changes.Schemas;

namespace OpenCodeGen.Changes.Rules.Schemas;

/// <summary>The variants of a choice.</summary>
internal sealed class VariantRule : SchemaRule
{
    private static readonly RuleTwins _removed = RuleTwins.Of("variant-removed", Level.Breaking, Level.Info, "A variant of a choice is not allowed any more.");
    internal static RuleTwins Added { get; } = RuleTwins.Of("variant-added", Level.Info, Level.Warning, "A variant of a choice is new: what receives it should not fail on variants that it does not know.");

    public override IReadOnlyList<RuleTwins> Twins => [_removed, Added];

    public override bool ComparesChoices => true;

    public override IEnumerable<Change> Compare(SchemaPair pair)
    {
        if (!pair.IsChoice) yield break;
        foreach (SchemaVariant variant in pair.Variants.Removed.Where(v => IsToldHere(v, pair.After, pair.HasOneTypeAfter)))
            yield return pair.Change(_removed, $"the variant {pair.Variants.NameOf(variant, pair.Before.Views)} was removed", variant.Place);
        foreach (SchemaVariant variant in pair.Variants.Added.Where(v => IsToldHere(v, pair.Before, pair.HasOneTypeBefore)))
            yield return pair.Change(Added, $"the variant {pair.Variants.NameOf(variant, pair.After.Views)} is new", variant.Place);
    }

    // Where the other version has one type, the rule for types tells of more.
    private static bool IsToldHere(SchemaVariant variant, SchemaSide other, bool hasOneType)
        => !(hasOneType && TypeParts.Beyond(variant.View.Types, other.View.Types) == variant.View.Types) && !VariantCover.IsCovered(variant, other);
}
