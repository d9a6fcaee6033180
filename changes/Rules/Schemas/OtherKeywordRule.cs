using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Schemas;

/// <summary>Keywords that are compared as text.</summary>
internal sealed class OtherKeywordRule : SchemaRule
{
    private static readonly RuleTwins _changed = RuleTwins.Of("other-keyword-changed", Level.Warning, Level.Warning, "A keyword changed whose meaning is not compared, such as not, if or patternProperties.");

    public override IReadOnlyList<RuleTwins> Twins => [_changed];

    public override bool ComparesChoices => true;

    public override IEnumerable<Change> Compare(SchemaPair pair)
    {
        foreach (string keyword in pair.Before.View.Others.Keys.Union(pair.After.View.Others.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            string? before = pair.Before.View.Others.GetValueOrDefault(keyword);
            string? after = pair.After.View.Others.GetValueOrDefault(keyword);
            if (before != after) yield return pair.Change(_changed, $"{keyword} {(before is null ? "is new" : after is null ? "was removed" : "changed")}");
        }
    }
}
