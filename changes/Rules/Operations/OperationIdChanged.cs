using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Operations;

/// <summary>The id of an operation.</summary>
internal sealed class OperationIdChanged : OperationRule
{
    private static readonly Rule _changed = new("operation-id-changed", Level.Warning, Direction.None, "An operation has another id. Nothing of it is sent, but generators name things by it.");

    public override IReadOnlyList<Rule> Rules => [_changed];

    public override IEnumerable<Change> Compare(OperationPair pair)
    {
        if (pair.Before.Id == pair.After.Id) yield break;
        string message = pair.After.Id is null ? $"its id {pair.Before.Id} was removed" : pair.Before.Id is null ? $"its id is {pair.After.Id} now" : $"its id was {pair.Before.Id} and is {pair.After.Id}";
        yield return pair.OwnChange(_changed, message, pair.After.Node["operationId"]);
    }
}
