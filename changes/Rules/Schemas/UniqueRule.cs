using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Schemas;

/// <summary>Whether the elements of a list have to differ.</summary>
internal sealed class UniqueRule : SchemaRule
{
    private static readonly RuleTwins _added = RuleTwins.Of("unique-items-required", Level.Breaking, Level.Info, "The elements of a list must differ now.");
    private static readonly RuleTwins _removed = RuleTwins.Of("unique-items-not-required", Level.Info, Level.Breaking, "The elements of a list may be equal now.");

    public override IReadOnlyList<RuleTwins> Twins => [_added, _removed];

    public override IEnumerable<Change> Compare(SchemaPair pair)
    {
        if (pair.Before.View.IsUnique == pair.After.View.IsUnique) yield break;
        yield return pair.After.View.IsUnique ? pair.Change(_added, "its elements must differ now") : pair.Change(_removed, "its elements may be equal now");
    }
}
