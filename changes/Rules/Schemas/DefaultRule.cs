using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Schemas;

/// <summary>What a value that is left out is taken for. Parameters have rules of their own.</summary>
internal sealed class DefaultRule : SchemaRule
{
    private static readonly RuleTwins _changed = RuleTwins.Of("default-changed", Level.Warning, Level.Info, "What is left out is taken for something else.");

    public override IReadOnlyList<RuleTwins> Twins => [_changed];

    public override bool ComparesChoices => true;

    public override IEnumerable<Change> Compare(SchemaPair pair)
    {
        string? before = pair.Before.View.Default;
        string? after = pair.After.View.Default;
        if (pair.IsParameter || pair.IsVariant || before == after) yield break;
        yield return pair.Change(_changed, before is null ? $"the default is {after} now" : after is null ? $"the default {before} was removed" : $"the default was {before} and is {after}");
    }
}
