using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Schemas;

/// <summary>How many elements of a list have a schema of their own.</summary>
internal sealed class FirstItemsRule : SchemaRule
{
    private static readonly RuleTwins _longer = RuleTwins.Of("list-lengthened", Level.Breaking, Level.Info, "A list has more elements with schemas of their own.");
    private static readonly RuleTwins _shorter = RuleTwins.Of("list-shortened", Level.Info, Level.Breaking, "A list has fewer elements with schemas of their own.");

    public override IReadOnlyList<RuleTwins> Twins => [_longer, _shorter];

    public override IEnumerable<Change> Compare(SchemaPair pair)
    {
        int before = pair.Before.View.FirstItems.Count;
        int after = pair.After.View.FirstItems.Count;
        if (before == after) yield break;
        string had = before == 1 ? "1 element had a schema of its own" : $"{before} elements had schemas of their own";
        yield return pair.Change(after > before ? _longer : _shorter, $"{had}, and {after} {(after == 1 ? "has" : "have")} one now");
    }
}
