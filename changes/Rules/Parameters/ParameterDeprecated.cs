using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Parameters;

/// <summary>Parameters that are going to be removed.</summary>
internal sealed class ParameterDeprecated : OperationRule
{
    private static readonly Rule _deprecated = new("request-parameter-deprecated", Level.Info, Direction.Request, "A parameter is going to be removed.");

    public override IReadOnlyList<Rule> Rules => [_deprecated];

    public override IEnumerable<Change> Compare(OperationPair pair)
    {
        foreach ((DescribedParameter before, DescribedParameter after) in pair.Parameters)
        {
            if (!before.Node.IsTrue("deprecated") && after.Node.IsTrue("deprecated"))
                yield return pair.Change(_deprecated, ParameterAdded.SubjectOf(after), "it is deprecated now", after.Node) with { Member = after.Name };
        }
    }
}
