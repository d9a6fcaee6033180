using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;
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

        // A choice of objects may lose and gain variants; what remains to be said of its types is what no variant had.
        if (before == after || (pair.IsChoice && pair.Variants.Pairs.Count > 0)) yield break;
        RuleTwins rule = (before & ~after) == JsonTypes.None ? _widened : (after & ~before) == JsonTypes.None ? _narrowed : _changed;
        yield return pair.Change(rule, $"the type was {TypeText.Of(pair.Before.View)} and is {TypeText.Of(pair.After.View)}");
    }
}
