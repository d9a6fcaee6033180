using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Responses;

/// <summary>The media types of a response.</summary>
internal sealed class ResponseMediaTypeRule : OperationRule
{
    private static readonly Rule _removed = new("response-media-type-removed", Level.Breaking, Direction.Response, "A response is not to be had in this media type any more.");
    private static readonly Rule _added = new("response-media-type-added", Level.Info, Direction.Response, "A response is to be had in this media type, too.");

    public override IReadOnlyList<Rule> Rules => [_removed, _added];

    public override IEnumerable<Change> Compare(OperationPair pair)
    {
        foreach (ResponsePair response in pair.Responses.Same)
        {
            (_, IReadOnlyList<Node> removed, IReadOnlyList<Node> added) = MediaTypePair.Of(response.Before, response.After);

            // Content that is gone, or new, as a whole has a rule of its own.
            if (response.Before["content"]?.Properties().Any() != true || response.After["content"]?.Properties().Any() != true) continue;
            foreach (Node gone in removed) yield return pair.Change(_removed, $"the response {response.Status}", $"it is not {MediaTypePair.NameOf(gone)} any more", gone, pair.Name);
            foreach (Node young in added)
                yield return pair.Change(_added, $"the response {response.Status}", $"it may be {MediaTypePair.NameOf(young)}", young, pair.Name);
        }
    }
}
