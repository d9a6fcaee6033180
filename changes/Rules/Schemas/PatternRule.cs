using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Schemas;

/// <summary>The pattern of a string.</summary>
internal sealed class PatternRule : SchemaRule
{
    private static readonly RuleTwins _added = RuleTwins.Of("pattern-added", Level.Warning, Level.Info, "A pattern is asked for. Servers mostly checked before what they say now, so it is no break by itself.");
    private static readonly RuleTwins _removed = RuleTwins.Of("pattern-removed", Level.Info, Level.Info, "A pattern is not asked for, or promised, any more.");
    private static readonly RuleTwins _changed = RuleTwins.Of("pattern-changed", Level.Warning, Level.Warning, "A pattern became another one; whether it matches less cannot be told in general.");

    public override IReadOnlyList<RuleTwins> Twins => [_added, _removed, _changed];

    public override IEnumerable<Change> Compare(SchemaPair pair)
    {
        string before = string.Join(" and ", pair.Before.View.Patterns);
        string after = string.Join(" and ", pair.After.View.Patterns);
        if (before == after) yield break;
        if (before.Length == 0) yield return pair.Change(_added, $"it has to match {after} now");
        else if (after.Length == 0) yield return pair.Change(_removed, $"it need not match {before} any more");
        else yield return pair.Change(_changed, $"it had to match {before}, and has to match {after} now");
    }
}
