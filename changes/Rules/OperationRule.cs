using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules;

/// <summary>Finds changes of one kind in two versions of an operation, but for those of its schemas.</summary>
internal abstract class OperationRule
{
    /// <summary>The rules that it may find.</summary>
    public abstract IReadOnlyList<Rule> Rules { get; }

    public abstract IEnumerable<Change> Compare(OperationPair pair);
}
