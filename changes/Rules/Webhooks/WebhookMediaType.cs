using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Webhooks;

/// <summary>The media types of what the server sends to a webhook or a callback, which cannot choose among them.</summary>
internal sealed class WebhookMediaType : OperationRule
{
    private static readonly Rule _replaced = new("webhook-media-type-replaced", Level.Breaking, Direction.Response, "A body that is sent to a webhook has none of its media types any more.");

    private static readonly Rule _added = new("webhook-media-type-added", Level.Warning, Direction.Response, "A body that is sent to a webhook may have another media type, too.");

    private static readonly Rule _removed = new("webhook-media-type-removed", Level.Info, Direction.Response, "A body that is sent to a webhook does not have this media type any more.");

    public override IReadOnlyList<Rule> Rules => [_replaced, _added, _removed];

    public override IEnumerable<Change> Compare(OperationPair pair)
    {
        if (pair.Before.Body is not { } before || pair.After.Body is not { } after) yield break;
        var types = MediaTypePairs.Of(before, after);
        List<Node> added = [.. types.Added, .. types.Widened.Select(static w => w.After)];
        if (types.Removed.Count > 0 && added.Count > 0 && types.Same.Count == 0)
        {
            yield return pair.OwnChange(_replaced, $"its body was {Names(types.Removed)} and is {Names(added)}", after);
            yield break;
        }

        foreach (Node young in added) yield return pair.OwnChange(_added, $"its body may be {MediaTypePair.NameOf(young)} now", young);
        foreach (Node gone in types.Removed.Concat(types.Narrowed.Select(static n => n.Before)))
            yield return pair.OwnChange(_removed, $"its body is not {MediaTypePair.NameOf(gone)} any more", gone);
    }

    private static string Names(IEnumerable<Node> contents) => string.Join(" or ", contents.Select(MediaTypePair.NameOf));
}
