using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Parameters;

/// <summary>What a parameter that is left out is taken for.</summary>
internal sealed class ParameterDefault : OperationRule
{
    private static readonly Rule _added = new("request-parameter-default-added", Level.Warning, Direction.Request, "A parameter that is left out is taken for something that the document did not say.");
    private static readonly Rule _changed = new("request-parameter-default-changed", Level.Breaking, Direction.Request, "A parameter that is left out is taken for something else: the same request asks for something else.");
    private static readonly Rule _removed = new("request-parameter-default-removed", Level.Warning, Direction.Request, "What a parameter that is left out is taken for is not promised any more.");

    public override IReadOnlyList<Rule> Rules => [_added, _changed, _removed];

    public override IEnumerable<Change> Compare(OperationPair pair)
    {
        foreach ((DescribedParameter before, DescribedParameter after) in pair.Parameters)
        {
            (string? old, string? young) = (pair.DefaultOf(before, isBefore: true), pair.DefaultOf(after, isBefore: false));
            if (old == young) continue;
            string message = old is null ? $"its default is {young} now" : young is null ? $"its default {old} was removed" : $"its default was {old} and is {young}";
            Rule rule = old is null ? _added : young is null ? _removed : _changed;
            yield return pair.Change(rule, ParameterAdded.SubjectOf(after), message, after.Node) with { Member = after.Name };
        }
    }
}
