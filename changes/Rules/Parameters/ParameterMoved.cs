using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Parameters;

/// <summary>Parameters that went from one part of a request to another.</summary>
internal sealed class ParameterMoved : OperationRule
{
    private static readonly Rule _moved = new("request-parameter-moved", Level.Breaking, Direction.Request, "A parameter is sent in another part of the request.");

    public override IReadOnlyList<Rule> Rules => [_moved];

    public override IEnumerable<Change> Compare(OperationPair pair)
    {
        foreach (DescribedParameter parameter in pair.After.Parameters.Values)
        {
            if (OriginOf(parameter, pair) is { } origin)
                yield return pair.Change(_moved, ParameterAdded.SubjectOf(origin), Message(parameter), parameter.Node) with { Member = origin.Name };
        }
    }

    public static DescribedParameter? OriginOf(DescribedParameter parameter, OperationPair pair) => Find(parameter, pair.Before, pair.After);

    public static DescribedParameter? TargetOf(DescribedParameter parameter, OperationPair pair) => Find(parameter, pair.After, pair.Before);

    // The one of the same name at another place that the other version has and this one has not.
    private static DescribedParameter? Find(DescribedParameter parameter, DescribedOperation there, DescribedOperation here)
    {
        if (there.Parameters.ContainsKey(parameter.Key)) return null;
        return there.Parameters.Values.FirstOrDefault(
            p => p.Place != parameter.Place && string.Equals(p.Name, parameter.Name, StringComparison.OrdinalIgnoreCase)
                && !here.Parameters.ContainsKey(p.Key));
    }

    private static string Message(DescribedParameter parameter) => $"it moved to the {parameter.Place}";
}
