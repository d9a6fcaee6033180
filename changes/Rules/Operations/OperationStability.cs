using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Operations;

/// <summary>How far an operation may be relied on, by <c>x-stability-level</c>.</summary>
internal sealed class OperationStability : OperationRule
{
    private static readonly string[] _levels = ["draft", "alpha", "beta", "stable"];

    private static readonly Rule _decreased = new("operation-stability-decreased", Level.Breaking, Direction.None, "An operation may be relied on less than was promised.");

    private static readonly Rule _increased = new("operation-stability-increased", Level.Info, Direction.None,
        "An operation may be relied on more than before.");

    public override IReadOnlyList<Rule> Rules => [_decreased, _increased];

    public override IEnumerable<Change> Compare(OperationPair pair)
    {
        int before = Array.IndexOf(_levels, pair.Before.Stability);
        int after = Array.IndexOf(_levels, pair.After.Stability);
        if (before == after || before < 0 || after < 0) yield break;
        yield return pair.OwnChange(after < before ? _decreased : _increased, $"it was {pair.Before.Stability} and is {pair.After.Stability}");
    }
}
