using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Schemas;

/// <summary>What is going to be removed.</summary>
internal sealed class DeprecatedRule : SchemaRule
{
    private static readonly RuleTwins _changed = RuleTwins.Of("deprecated", Level.Info, Level.Info, "It is going to be removed.");

    public override IReadOnlyList<RuleTwins> Twins => [_changed];

    public override bool ComparesChoices => true;

    public override IEnumerable<Change> Compare(SchemaPair pair)
    {
        if (!pair.Before.View.IsDeprecated && pair.After.View.IsDeprecated) yield return pair.Change(_changed, "it is deprecated now");
    }
}
