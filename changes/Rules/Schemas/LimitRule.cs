using System.Globalization;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;
using OpenCodeGen.Changes.Schemas;

namespace OpenCodeGen.Changes.Rules.Schemas;

/// <summary>Limits of numbers, lengths and counts.</summary>
internal sealed class LimitRule : SchemaRule
{
    private static readonly RuleTwins _tightened = RuleTwins.Of("limit-tightened", Level.Breaking, Level.Info, "A limit is stricter, or new: what exceeds it is refused.");
    private static readonly RuleTwins _loosened = RuleTwins.Of("limit-loosened", Level.Info, Level.Breaking, "A limit is wider, or gone: what receives the value has to have room for it.");

    public override IReadOnlyList<RuleTwins> Twins => [_tightened, _loosened];

    public override IEnumerable<Change> Compare(SchemaPair pair)
    {
        foreach (string keyword in pair.Before.View.Limits.Keys.Union(pair.After.View.Limits.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            Limit? before = pair.Before.View.Limits.TryGetValue(keyword, out Limit old) ? old : null;
            Limit? after = pair.After.View.Limits.TryGetValue(keyword, out Limit young) ? young : null;
            if (before == after) continue;
            string message = before is null ? $"{keyword} is {Text(after)} now" : after is null ? $"{keyword} {Text(before)} was removed" : $"{keyword} was {Text(before)} and is {Text(after)}";
            yield return pair.Change(IsTighter(keyword, before, after) ? _tightened : _loosened, message);

            // Of multiples of 4 and of 6, each has some that the other has not.
            if (keyword == "multipleOf" && IsTighter(keyword, before, after) && IsTighter(keyword, after, before)) yield return pair.Change(_loosened, message);
        }
    }

    private static string Text(Limit? limit)
        => $"{limit!.Value.Value.ToString("G29", CultureInfo.InvariantCulture)}{(limit.Value.IsExclusive ? " (itself excluded)" : "")}";

    private static bool IsTighter(string keyword, Limit? before, Limit? after)
    {
        if (before is not { } old || after is not { } young) return after is not null;
        if (keyword == "multipleOf") return old.Value == 0 || young.Value % old.Value == 0 || old.Value % young.Value != 0;
        if (old.Value == young.Value) return young.IsExclusive;
        return keyword.StartsWith("max", StringComparison.Ordinal) ? young.Value < old.Value : young.Value > old.Value;
    }
}
