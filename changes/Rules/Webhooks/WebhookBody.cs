using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Webhooks;

/// <summary>Whether the server sends a body to a webhook or a callback.</summary>
internal sealed class WebhookBody : OperationRule
{
    private static readonly Rule _removed = new("webhook-body-removed", Level.Breaking, Direction.Response, "No body is sent to a webhook any more.");

    private static readonly Rule _added = new("webhook-body-added", Level.Info, Direction.Response, "A body is sent to a webhook, where none was.");

    private static readonly Rule _optional = new("webhook-body-became-optional", Level.Breaking, Direction.Response, "A body may be missing, which was always sent to a webhook.");

    private static readonly Rule _required = new("webhook-body-became-required", Level.Info, Direction.Response, "A body is always sent to a webhook now.");

    public override IReadOnlyList<Rule> Rules => [_removed, _added, _optional, _required];

    public override IEnumerable<Change> Compare(OperationPair pair)
    {
        switch (pair.Before.Body, pair.After.Body)
        {
            case ({ } gone, null):
                yield return pair.OwnChange(_removed, "no body is sent any more", gone);
                break;
            case (null, { } young):
                yield return pair.OwnChange(_added, "a body is sent now", young);
                break;
            case ({ } before, { } after) when before.IsTrue("required") != after.IsTrue("required"):
                yield return after.IsTrue("required") ? pair.OwnChange(_required, "its body is always sent now", after) : pair.OwnChange(_optional, "its body may be missing now", after);
                break;
        }
    }
}
