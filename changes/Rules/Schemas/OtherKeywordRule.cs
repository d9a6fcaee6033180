using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;
using OpenCodeGen.Changes.Schemas;

namespace OpenCodeGen.Changes.Rules.Schemas;

/// <summary>Keywords that are there or not, and conditions of which only can be told whether they are the same.</summary>
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
        IReadOnlyDictionary<string, IReadOnlyList<Condition>> before = pair.Before.View.Others;
        IReadOnlyDictionary<string, IReadOnlyList<Condition>> after = pair.After.View.Others;
        foreach (string keyword in before.Keys.Intersect(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (keyword == "if" && pair.SameCondition is not null) continue;
            if (pair.Before.Views.TextOf(before[keyword]) != pair.After.Views.TextOf(after[keyword])) yield return pair.Change(_changed, $"{keyword} changed");
        }

        // What stands behind a keyword that both have is compared as schemas are.
        HashSet<string> had = [.. before.Keys, .. pair.Before.View.Behind.Keys];
        HashSet<string> has = [.. after.Keys, .. pair.After.View.Behind.Keys];
        if (pair.SameCondition is { } same)
        {
            had.UnionWith(OutcomesOf(same.Before));
            has.UnionWith(OutcomesOf(same.After));
        }

        foreach (string keyword in has.Except(had, StringComparer.Ordinal).Order(StringComparer.Ordinal)) yield return pair.Change(_added, $"{keyword} is new");
        foreach (string keyword in had.Except(has, StringComparer.Ordinal).Order(StringComparer.Ordinal)) yield return pair.Change(_removed, $"{keyword} was removed");
    }

    private static IEnumerable<string> OutcomesOf(Condition condition)
    {
        if (condition.Then is not null) yield return "then";
        if (condition.Else is not null) yield return "else";
    }
}
