using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Schemas;

/// <summary>Whether properties that are not listed are refused.</summary>
internal sealed class AdditionalRule : SchemaRule
{
    private static readonly RuleTwins _closed = RuleTwins.Of("additional-properties-refused", Level.Breaking, Level.Info, "Properties that are not listed are refused.");
    private static readonly RuleTwins _opened = RuleTwins.Of("additional-properties-allowed", Level.Info, Level.Info, "Properties that are not listed are allowed; readers should always have expected them.");

    public override IReadOnlyList<RuleTwins> Twins => [_closed, _opened];

    public override IEnumerable<Change> Compare(SchemaPair pair)
    {
        if (pair.Before.View.IsClosed == pair.After.View.IsClosed) yield break;
        yield return pair.After.View.IsClosed
            ? pair.Change(_closed, "properties that are not listed are refused now")
            : pair.Change(_opened, "properties that are not listed are allowed now");
    }
}
