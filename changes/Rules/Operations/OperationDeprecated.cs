using System.Globalization;
using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Operations;

/// <summary>Whether an operation is going to be removed.</summary>
internal sealed class OperationDeprecated : OperationRule
{
    private static readonly Rule _deprecated = new("operation-deprecated", Level.Info, Direction.None, "An operation is going to be removed.");
    private static readonly Rule _kept = new("operation-not-deprecated", Level.Info, Direction.None, "An operation is not going to be removed any more.");

    public override IReadOnlyList<Rule> Rules => [_deprecated, _kept];

    public override IEnumerable<Change> Compare(OperationPair pair)
    {
        if (pair.Before.IsDeprecated == pair.After.IsDeprecated) yield break;
        yield return pair.After.IsDeprecated ? pair.OwnChange(_deprecated, DeprecatedText(pair.After)) : pair.OwnChange(_kept, "it is not deprecated any more");
    }

    private static string DeprecatedText(DescribedOperation operation)
        => operation.Sunset is { } day ? string.Create(CultureInfo.InvariantCulture, $"it is deprecated now, and may be gone from {day:yyyy-MM-dd} on") : "it is deprecated now";
}
