using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Responses;

/// <summary>The media types of a response.</summary>
internal sealed class ResponseMediaTypeRule : OperationRule
{
    private static readonly Rule _removed = new("response-media-type-removed", Level.Breaking, Direction.Response, "A response is not to be had in this media type any more.");
    private static readonly Rule _added = new("response-media-type-added", Level.Info, Direction.Response, "A response is to be had in this media type, too.");

    private static readonly Rule _specialized = new("response-media-type-specialized", Level.Info, Direction.Response,
        "A response has a media type of the range that was said.");

    private static readonly Rule _generalized = new("response-media-type-generalized", Level.Breaking, Direction.Response,
        "A response may have any media type of a range, where one of them was promised.");

    public override IReadOnlyList<Rule> Rules => [_removed, _added, _specialized, _generalized];

    public override IEnumerable<Change> Compare(OperationPair pair)
    {
        foreach (ResponsePair response in pair.Responses.Same)
        {
            // Content that is gone, or new, as a whole has a rule of its own.
            if (response.Before["content"]?.Properties().Any() != true || response.After["content"]?.Properties().Any() != true) continue;
            var types = MediaTypePairs.Of(response.Before, response.After);
            string subject = $"the response {response.Status}";
            foreach (Node gone in types.Removed) yield return pair.Change(_removed, subject, $"it is not {MediaTypePair.NameOf(gone)} any more", gone);
            foreach (Node young in types.Added) yield return pair.Change(_added, subject, $"it may be {MediaTypePair.NameOf(young)}", young);
            foreach ((Node old, Node young) in types.Narrowed)
                yield return pair.Change(_specialized, subject, $"it was {MediaTypePair.NameOf(old)} and is {MediaTypePair.NameOf(young)}", young);
            foreach ((Node old, Node young) in types.Widened)
                yield return pair.Change(_generalized, subject, $"it was {MediaTypePair.NameOf(old)} and may be {MediaTypePair.NameOf(young)}", young);
        }
    }
}
