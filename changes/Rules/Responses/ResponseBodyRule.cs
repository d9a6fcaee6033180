using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Responses;

/// <summary>Whether a response has content.</summary>
internal sealed class ResponseBodyRule : OperationRule
{
    private static readonly Rule _removed = new("response-body-removed", Level.Breaking, Direction.Response, "A response has no content any more.");
    private static readonly Rule _added = new("response-body-added", Level.Info, Direction.Response, "A response has content, where it had none.");

    public override IReadOnlyList<Rule> Rules => [_removed, _added];

    public override IEnumerable<Change> Compare(OperationPair pair)
    {
        foreach (ResponsePair response in pair.Responses.Same)
        {
            bool had = response.Before["content"]?.Properties().Any() == true;
            bool has = response.After["content"]?.Properties().Any() == true;
            if (had && !has) yield return pair.Change(_removed, $"the response {response.Status}", "it has no content any more", response.After);
            if (!had && has) yield return pair.Change(_added, $"the response {response.Status}", "it has content now", response.After);
        }
    }
}
