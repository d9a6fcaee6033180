using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Parameters;

/// <summary>Whether a parameter may be sent without a value.</summary>
internal sealed class ParameterEmptyValue : OperationRule
{
    private static readonly Rule _refused = new("request-parameter-empty-value-refused", Level.Breaking, Direction.Request, "A parameter must not be sent without a value any more.");
    private static readonly Rule _allowed = new("request-parameter-empty-value-allowed", Level.Info, Direction.Request, "A parameter may be sent without a value.");

    public override IReadOnlyList<Rule> Rules => [_refused, _allowed];

    public override IEnumerable<Change> Compare(OperationPair pair)
    {
        foreach ((DescribedParameter before, DescribedParameter after) in pair.Parameters)
        {
            bool was = before.Node.IsTrue("allowEmptyValue");
            if (was == after.Node.IsTrue("allowEmptyValue")) continue;
            string message = was ? "it may not be empty any more" : "it may be empty now";
            yield return pair.Change(was ? _refused : _allowed, ParameterAdded.SubjectOf(after), message, after.Node) with { Member = after.Name };
        }
    }
}
