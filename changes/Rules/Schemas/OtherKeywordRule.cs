using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Schemas;

/// <summary>Keywords that are compared as text.</summary>
internal sealed class OtherKeywordRule : SchemaRule
{
    private static readonly RuleTwins _added = RuleTwins.Of("other-keyword-added", Level.Breaking, Level.Info, "A condition is new, such as not, if or contains.");
    private static readonly RuleTwins _removed = RuleTwins.Of("other-keyword-removed", Level.Info, Level.Breaking, "A condition is gone.");
    private static readonly RuleTwins _changed = RuleTwins.Of(
        "other-keyword-changed", Level.Warning, Level.Warning, "A condition is another one; whether it allows less is not compared.");

    public override IReadOnlyList<RuleTwins> Twins => [_added, _removed, _changed];

    public override bool ComparesChoices => true;

    public override IEnumerable<Change> Compare(SchemaPair pair)
    {
        foreach (string keyword in pair.Before.View.Others.Keys.Union(pair.After.View.Others.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            string? before = pair.Before.View.Others.GetValueOrDefault(keyword);
            string? after = pair.After.View.Others.GetValueOrDefault(keyword);
            if (before is null) yield return pair.Change(_added, $"{keyword} is new");
            else if (after is null) yield return pair.Change(_removed, $"{keyword} was removed");
            else if (before != after) yield return pair.Change(_changed, $"{keyword} changed");
        }
    }
}
