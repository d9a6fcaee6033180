using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Webhooks;

/// <summary>What a webhook or a callback may respond with.</summary>
internal sealed class WebhookStatus : OperationRule
{
    private static readonly Rule _removed = new("webhook-response-status-removed", Level.Breaking, Direction.Request, "The server does not expect this response of a webhook any more.");

    private static readonly Rule _added = new("webhook-response-status-added", Level.Info, Direction.Request, "The server expects this response of a webhook, too.");

    public override IReadOnlyList<Rule> Rules => [_removed, _added];

    public override IEnumerable<Change> Compare(OperationPair pair)
    {
        foreach ((string status, Node response) in pair.Responses.Removed)
            yield return pair.OwnChange(_removed, $"the response {status} was removed", response);
        foreach ((string status, Node response, string left) in pair.Responses.Narrowed)
            yield return pair.OwnChange(_removed, $"of the response {status} only {left} is left", response);
        foreach ((string status, Node response) in pair.Responses.Added) yield return pair.OwnChange(_added, $"the response {status} is new", response);
    }
}
