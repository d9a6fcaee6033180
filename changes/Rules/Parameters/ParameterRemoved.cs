using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Parameters;

/// <summary>Parameters that are gone.</summary>
internal sealed class ParameterRemoved : OperationRule
{
    private static readonly Rule _removed = new("request-parameter-removed", Level.Warning, Direction.Request, "A parameter is not known any more; servers mostly ignore what they do not know.");

    public override IReadOnlyList<Rule> Rules => [_removed];

    public override IEnumerable<Change> Compare(OperationPair pair)
    {
        foreach (DescribedParameter parameter in pair.Before.Parameters.Where(p => !pair.After.Parameters.ContainsKey(p.Key)).Select(static p => p.Value))
        {
            if (parameter.Place == "path" || ParameterMoved.TargetOf(parameter, pair) is not null) continue;
            yield return pair.Change(_removed, ParameterAdded.SubjectOf(parameter), "it was removed", parameter.Node) with { Member = parameter.Name };
        }
    }
}
