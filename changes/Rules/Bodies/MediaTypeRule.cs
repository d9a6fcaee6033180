using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Bodies;

/// <summary>The media types of a body.</summary>
internal sealed class MediaTypeRule : OperationRule
{
    private static readonly Rule _removed = new("request-media-type-removed", Level.Breaking, Direction.Request, "A body of this media type is refused.");
    private static readonly Rule _added = new("request-media-type-added", Level.Info, Direction.Request, "A body may have this media type, too.");

    private static readonly Rule _specialized = new("request-media-type-specialized", Level.Breaking, Direction.Request,
        "Of a range of media types only a part is left: a body of another one is refused.");

    private static readonly Rule _generalized = new("request-media-type-generalized", Level.Info, Direction.Request,
        "A range of media types is allowed, of which a part was.");

    public override IReadOnlyList<Rule> Rules => [_removed, _added, _specialized, _generalized];

    public override IEnumerable<Change> Compare(OperationPair pair)
    {
        if (pair.Before.Body is not { } before || pair.After.Body is not { } after) yield break;
        var types = MediaTypePairs.Of(before, after);
        foreach (Node gone in types.Removed) yield return pair.OwnChange(_removed, $"a body must not be {MediaTypePair.NameOf(gone)} any more", gone);
        foreach (Node young in types.Added) yield return pair.OwnChange(_added, $"a body may be {MediaTypePair.NameOf(young)} now", young);
        foreach ((Node old, Node young) in types.Narrowed)
            yield return pair.OwnChange(_specialized, $"a body could be {MediaTypePair.NameOf(old)} and has to be {MediaTypePair.NameOf(young)}", young);
        foreach ((Node old, Node young) in types.Widened)
            yield return pair.OwnChange(_generalized, $"a body had to be {MediaTypePair.NameOf(old)} and may be {MediaTypePair.NameOf(young)}", young);
    }
}
