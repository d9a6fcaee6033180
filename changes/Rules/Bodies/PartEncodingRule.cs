using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;
using OpenCodeGen.Changes.Schemas;

namespace OpenCodeGen.Changes.Rules.Bodies;

/// <summary>How the parts of a form are written.</summary>
internal sealed class PartEncodingRule : OperationRule
{
    private static readonly Rule _changed = new("request-part-encoding-changed", Level.Warning, Direction.Request,
        "A part of a form is written in another way.");

    public override IReadOnlyList<Rule> Rules => [_changed];

    public override IEnumerable<Change> Compare(OperationPair pair)
    {
        if (pair.Before.Body is not { } before || pair.After.Body is not { } after) yield break;
        foreach (MediaTypePair media in MediaTypePairs.Of(before, after).Same)
        {
            string old = media.Before["encoding"] is { } was ? CanonicalJson.Of(was.Json) : "";
            string young = media.After["encoding"] is { } now ? CanonicalJson.Of(now.Json) : "";
            if (old != young) yield return pair.OwnChange(_changed, $"the encoding of {MediaTypePair.NameOf(media.After)} changed", media.After);
        }
    }
}
