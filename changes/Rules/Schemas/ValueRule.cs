using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Schemas;

/// <summary>The values of an enum; a constant is an enum with one.</summary>
internal sealed class ValueRule : SchemaRule
{
    private static readonly RuleTwins _removed = RuleTwins.Of("value-removed", Level.Breaking, Level.Info, "A value of an enum is not allowed any more.");
    private static readonly RuleTwins _added = RuleTwins.Of("value-added", Level.Info, Level.Warning, "A value of an enum is new: what receives it should not fail on values that it does not know.");
    private static readonly RuleTwins _replaced = RuleTwins.Of(
        "values-replaced", Level.Breaking, Level.Breaking, "None of the values is allowed any more, and others are.");
    private static readonly RuleTwins _closed = RuleTwins.Of("values-limited", Level.Breaking, Level.Info, "Only some values are allowed, where any were.");
    private static readonly RuleTwins _opened = RuleTwins.Of("values-unlimited", Level.Info, Level.Warning, "Any value is allowed, where only some were.");

    private static readonly RuleTwins _knownRemoved = RuleTwins.Of("extensible-value-removed", Level.Breaking, Level.Info,
        "A value of x-extensible-enum is not known any more.");

    private static readonly RuleTwins _knownAdded = RuleTwins.Of("extensible-value-added", Level.Info, Level.Info,
        "A value of x-extensible-enum is new, which readers should always have expected.");

    public override IReadOnlyList<RuleTwins> Twins => [_removed, _added, _replaced, _closed, _opened, _knownRemoved, _knownAdded];

    public override IEnumerable<Change> Compare(SchemaPair pair)
    {
        (IReadOnlyList<string> had, IReadOnlyList<string> has) = (pair.Before.View.KnownValues, pair.After.View.KnownValues);
        if (had.Count > 0 && has.Count > 0)
        {
            foreach (string value in had.Except(has, StringComparer.Ordinal)) yield return pair.Change(_knownRemoved, $"the known value {value} was removed");
            foreach (string value in has.Except(had, StringComparer.Ordinal)) yield return pair.Change(_knownAdded, $"the known value {value} is new");
        }

        IReadOnlyList<string>? before = pair.Before.View.Values;
        IReadOnlyList<string>? after = pair.After.View.Values;
        if (before is null && after is not null) yield return pair.Change(_closed, $"only {Texts(after)} {(after.Count == 1 ? "is" : "are")} allowed now");
        if (before is not null && after is null) yield return pair.Change(_opened, $"any value is allowed now, not only {Texts(before)}");
        if (before is null || after is null) yield break;
        if (!before.Intersect(after, StringComparer.Ordinal).Any())
        {
            yield return pair.Change(_replaced, $"it was {Texts(before)} and is {Texts(after)}");
            yield break;
        }

        foreach (string value in before.Except(after, StringComparer.Ordinal)) yield return pair.Change(_removed, $"the value {value} was removed");
        foreach (string value in after.Except(before, StringComparer.Ordinal)) yield return pair.Change(_added, $"the value {value} is new");
    }

    private static string Texts(IReadOnlyList<string> values) => values.Count <= 5 ? string.Join(", ", values) : $"{string.Join(", ", values.Take(4))} and {values.Count - 4} more";
}
