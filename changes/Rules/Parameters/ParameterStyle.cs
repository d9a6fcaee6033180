using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Parameters;

/// <summary>How the value of a parameter becomes text.</summary>
internal sealed class ParameterStyle : OperationRule
{
    private static readonly Rule _changed = new("request-parameter-style-changed", Level.Breaking, Direction.Request, "The value of a parameter is written in another way.");

    public override IReadOnlyList<Rule> Rules => [_changed];

    public override IEnumerable<Change> Compare(OperationPair pair)
    {
        foreach ((DescribedParameter before, DescribedParameter after) in pair.Parameters)
        {
            if (before.Style == after.Style) continue;

            // A single value is written the same way, exploded or not, and as a form or simply.
            if (pair.IsScalar(before, isBefore: true) && pair.IsScalar(after, isBefore: false) && OfScalar(before) == OfScalar(after)) continue;
            string message = $"its style was {before.Style} and is {after.Style}";
            yield return pair.Change(_changed, ParameterAdded.SubjectOf(after), message, after.Node) with { Member = after.Name };
        }
    }

    private static string OfScalar(DescribedParameter parameter)
    {
        string style = parameter.Style.Split(',')[0];
        return style is "form" or "simple" or "spaceDelimited" or "pipeDelimited" ? "plain" : style;
    }
}
