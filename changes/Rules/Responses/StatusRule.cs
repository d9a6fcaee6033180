using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Responses;

/// <summary>The statuses of responses.</summary>
internal sealed class StatusRule : OperationRule
{
    private static readonly Rule _removedSuccess = new("response-success-status-removed", Level.Breaking, Direction.Response, "A successful response is not sent any more: who waits for it does not get it.");
    private static readonly Rule _addedSuccess = new("response-success-status-added", Level.Warning, Direction.Response, "Another successful response is possible: what receives it should not take it for a failure.");
    private static readonly Rule _removed = new("response-status-removed", Level.Info, Direction.Response, "An error is not documented any more.");
    private static readonly Rule _added = new("response-status-added", Level.Info, Direction.Response, "An error is documented, which clients should always have expected.");

    private static readonly Rule _narrowed = new("response-status-narrowed", Level.Info, Direction.Response, "Of a range of statuses, or of the default, only some are left.");

    public override IReadOnlyList<Rule> Rules => [_removedSuccess, _addedSuccess, _removed, _added, _narrowed];

    public override IEnumerable<Change> Compare(OperationPair pair)
    {
        foreach ((string status, Node response) in pair.Responses.Removed)
            yield return pair.Change(IsSuccess(status) ? _removedSuccess : _removed, $"the response {status}", "it was removed", response, status);
        foreach ((string status, Node response) in pair.Responses.Added)
            yield return pair.Change(IsSuccess(status) ? _addedSuccess : _added, $"the response {status}", "it is new", response, status);
        foreach ((string status, Node response, string left) in pair.Responses.Narrowed)
            yield return pair.Change(_narrowed, $"the response {status}", $"only {left} is left of it", response, status);
    }

    private static bool IsSuccess(string status) => status.StartsWith('2') || status.StartsWith('3');
}
