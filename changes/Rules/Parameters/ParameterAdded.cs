using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Parameters;

/// <summary>Parameters that are new.</summary>
internal sealed class ParameterAdded : OperationRule
{
    private static readonly Rule _required = new("request-required-parameter-added", Level.Breaking, Direction.Request, "A new parameter has to be sent.");
    private static readonly Rule _optional = new("request-parameter-added", Level.Info, Direction.Request, "A new parameter may be sent.");

    public override IReadOnlyList<Rule> Rules => [_required, _optional];

    public override IEnumerable<Change> Compare(OperationPair pair)
    {
        foreach (DescribedParameter parameter in pair.After.Parameters.Where(p => !pair.Before.Parameters.ContainsKey(p.Key)).Select(static p => p.Value))
        {
            if (parameter.Place == "path" || ParameterMoved.OriginOf(parameter, pair) is not null) continue;
            yield return pair.Change(parameter.IsRequired ? _required : _optional, SubjectOf(parameter), parameter.IsRequired ? "it is new and required" : "it is new", parameter.Node) with { Member = parameter.Name };
        }
    }

    internal static string SubjectOf(DescribedParameter parameter) => $"the {parameter.Place} parameter {parameter.Name}";
}
