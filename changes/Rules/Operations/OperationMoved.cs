using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Operations;

/// <summary>An operation that is found by its id at another place.</summary>
internal sealed class OperationMoved : OperationRule
{
    private static readonly Rule _moved = new("operation-moved", Level.Breaking, Direction.Request, "An operation has another path or method: who asks at the old place finds nothing.");

    public override IReadOnlyList<Rule> Rules => [_moved];

    public override IEnumerable<Change> Compare(OperationPair pair)
    {
        if (pair.Before.Key != pair.After.Key)
            yield return pair.Change(_moved, pair.Before.Name, $"it moved to {pair.After.Name}", content: pair.Name);
    }
}
