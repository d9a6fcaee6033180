using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Schemas;

/// <summary>The format of a value. What a document says of numbers is their range; what it says of strings is how they are written.</summary>
internal sealed class FormatRule : SchemaRule
{
    private static readonly RuleTwins _narrowed = RuleTwins.Of("format-narrowed", Level.Breaking, Level.Info, "A number has a smaller range or no fractions any more.");
    private static readonly RuleTwins _widened = RuleTwins.Of("format-widened", Level.Info, Level.Breaking, "A number has a larger range than what receives it may have room for.");
    private static readonly RuleTwins _added = RuleTwins.Of("format-added", Level.Warning, Level.Info, "A format is asked for, where none was.");
    private static readonly RuleTwins _removed = RuleTwins.Of("format-removed", Level.Info, Level.Warning, "A format is not promised any more.");
    private static readonly RuleTwins _changed = RuleTwins.Of("format-changed", Level.Breaking, Level.Breaking, "A format became another one.");

    public override IReadOnlyList<RuleTwins> Twins => [_narrowed, _widened, _added, _removed, _changed];

    public override IEnumerable<Change> Compare(SchemaPair pair)
    {
        string? before = pair.Before.View.Format;
        string? after = pair.After.View.Format;
        if (before == after) yield break;
        RuleTwins rule = (before, after) switch
        {
            // A number without a format is one of any size.
            (null, "int32" or "float") => _narrowed,
            ("int32" or "float", null) => _widened,
            (null, _) => _added,
            (_, null) => _removed,
            ("int32", "int64") or ("float", "double") => _widened,
            ("int64", "int32") or ("double", "float") => _narrowed,
            _ => _changed,
        };
        yield return pair.Change(rule, before is null ? $"the format is {after} now" : after is null ? $"the format {before} was removed" : $"the format was {before} and is {after}");
    }
}
