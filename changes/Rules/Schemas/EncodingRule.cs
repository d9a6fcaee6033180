using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Schemas;

/// <summary>How a string carries bytes or another document.</summary>
internal sealed class EncodingRule : SchemaRule
{
    private static readonly RuleTwins _changed = RuleTwins.Of("encoding-changed", Level.Breaking, Level.Breaking,
        "A string carries its content in another way.");

    public override IReadOnlyList<RuleTwins> Twins => [_changed];

    public override IEnumerable<Change> Compare(SchemaPair pair)
    {
        string? before = pair.Before.View.Encoding;
        string? after = pair.After.View.Encoding;
        if (before != after) yield return pair.Change(_changed, $"it carried {before ?? "plain text"}, and carries {after ?? "plain text"} now");
    }
}
