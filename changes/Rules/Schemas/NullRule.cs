using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;
using OpenCodeGen.Changes.Schemas;

namespace OpenCodeGen.Changes.Rules.Schemas;

/// <summary>Whether null is allowed.</summary>
internal sealed class NullRule : SchemaRule
{
    private static readonly RuleTwins _allowed = RuleTwins.Of("null-allowed", Level.Info, Level.Breaking, "Null is allowed now: what receives it has to expect it.");
    private static readonly RuleTwins _refused = RuleTwins.Of("null-refused", Level.Breaking, Level.Info, "Null is not allowed any more: what sends it is refused.");

    public override IReadOnlyList<RuleTwins> Twins => [_allowed, _refused];

    public override bool ComparesOtherTypes => true;

    public override bool ComparesChoices => true;

    public override IEnumerable<Change> Compare(SchemaPair pair)
    {
        if (pair.IsVariant || pair.Before.View.AllowsNull == pair.After.View.AllowsNull) yield break;

        // Where everything is allowed, or was, the types say it.
        if (pair.Before.View.Types == SchemaView.AllTypes || pair.After.View.Types == SchemaView.AllTypes) yield break;
        yield return pair.After.View.AllowsNull ? pair.Change(_allowed, "null is allowed now") : pair.Change(_refused, "null is not allowed any more");
    }
}
