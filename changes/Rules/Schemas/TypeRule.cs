using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;
using OpenCodeGen.Changes.Schemas;
using OpenCodeGen.Model;

namespace OpenCodeGen.Changes.Rules.Schemas;

/// <summary>The JSON types of a value.</summary>
internal sealed class TypeRule : SchemaRule
{
    private static readonly RuleTwins _narrowed = RuleTwins.Of("type-narrowed", Level.Breaking, Level.Info, "Fewer types are allowed: what sends the others is refused.");
    private static readonly RuleTwins _widened = RuleTwins.Of("type-widened", Level.Info, Level.Breaking, "More types are allowed: what receives them has to expect them.");
    private static readonly RuleTwins _changed = RuleTwins.Of("type-changed", Level.Breaking, Level.Breaking, "A type became another one.");

    public override IReadOnlyList<RuleTwins> Twins => [_narrowed, _widened, _changed];

    public override bool ComparesOtherTypes => true;

    public override bool ComparesChoices => true;

    public override IEnumerable<Change> Compare(SchemaPair pair)
    {
        JsonTypes before = pair.Before.View.Types;
        JsonTypes after = pair.After.View.Types;
        if (before == after || AreWholeNumbers(pair)) yield break;
        string message = $"the type was {TypeText.Of(pair.Before.View)} and is {TypeText.Of(pair.After.View)}";

        // A list of types is a choice of them, so it grows and shrinks like one. Only where one type was promised, another is more than that.
        JsonTypes added = TypeParts.Beyond(after, before);
        JsonTypes gone = TypeParts.Beyond(before, after);
        if (pair is { IsVariant: true, Around.HasOneTypeBefore: true } && added != JsonTypes.None) yield break;
        if (pair is { IsVariant: true, Around.HasOneTypeAfter: true } && gone != JsonTypes.None) yield break;
        if (pair.IsChoice && pair.Variants.Pairs.Count > 0)
        {
            if (gone == JsonTypes.None && pair.HasOneTypeBefore) yield return pair.Change(_widened, message);
            if (added == JsonTypes.None && pair.HasOneTypeAfter) yield return pair.Change(_narrowed, message);
            yield break;
        }

        if (added != JsonTypes.None && !pair.HasOneTypeBefore && (before & after) != JsonTypes.None && after != SchemaView.AllTypes)
        {
            yield return pair.Change(VariantRule.Added, message);
            if (gone != JsonTypes.None) yield return pair.Change(_narrowed, message);
            yield break;
        }

        if (pair.IsText && after == JsonTypes.String && (before & (JsonTypes.Object | JsonTypes.Array)) == JsonTypes.None)
        {
            yield return pair.Change(_widened, message);
            yield break;
        }

        RuleTwins rule = (before & ~after) == JsonTypes.None ? _widened : (after & ~before) == JsonTypes.None ? _narrowed : _changed;
        yield return pair.Change(rule, message);
    }

    // Of 1 and of 1.5 the values say what they are.
    private static bool AreWholeNumbers(SchemaPair pair) => pair.Before.View.Values is not null && pair.After.View.Values is not null
        && TypeParts.Beyond(pair.Before.View.Types, pair.After.View.Types) == JsonTypes.None
        && TypeParts.Beyond(pair.After.View.Types, pair.Before.View.Types) == JsonTypes.None;
}
