using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Bodies;

/// <summary>The media types of a body.</summary>
internal sealed class MediaTypeRule : OperationRule
{
    private static readonly Rule _removed = new("request-media-type-removed", Level.Breaking, Direction.Request, "A body of this media type is refused.");
    private static readonly Rule _added = new("request-media-type-added", Level.Info, Direction.Request, "A body may have this media type, too.");

    public override IReadOnlyList<Rule> Rules => [_removed, _added];

    public override IEnumerable<Change> Compare(OperationPair pair)
    {
        if (pair.Before.Body is not { } before || pair.After.Body is not { } after) yield break;
        (_, IReadOnlyList<Node> removed, IReadOnlyList<Node> added) = MediaTypePair.Of(before, after);
        foreach (Node gone in removed) yield return pair.OwnChange(_removed, $"a body must not be {MediaTypePair.NameOf(gone)} any more", gone);
        foreach (Node young in added) yield return pair.OwnChange(_added, $"a body may be {MediaTypePair.NameOf(young)} now", young);
    }
}
