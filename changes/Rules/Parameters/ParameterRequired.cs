using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Parameters;

/// <summary>Whether a parameter has to be sent.</summary>
internal sealed class ParameterRequired : OperationRule
{
    private static readonly Rule _required = new("request-parameter-became-required", Level.Breaking, Direction.Request, "A parameter has to be sent, which could be left out.");
    private static readonly Rule _optional = new("request-parameter-became-optional", Level.Info, Direction.Request, "A parameter may be left out, which had to be sent.");

    public override IReadOnlyList<Rule> Rules => [_required, _optional];

    public override IEnumerable<Change> Compare(OperationPair pair)
    {
        foreach ((DescribedParameter before, DescribedParameter after) in pair.Parameters)
        {
            if (before.IsRequired == after.IsRequired) continue;
            string message = after.IsRequired ? "it became required" : "it became optional";
            Rule rule = after.IsRequired ? _required : _optional;
            yield return pair.Change(rule, ParameterAdded.SubjectOf(after), message, after.Node) with { Member = after.Name };
        }
    }
}
