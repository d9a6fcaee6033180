using OpenCodeGen.Changes.Comparing;
using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Findings;

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
            yield return pair.Change(after.IsRequired ? _required : _optional, ParameterAdded.SubjectOf(after), $"it became {(after.IsRequired ? "required" : "optional")}", after.Node) with { Member = after.Name };
        }
    }
}
