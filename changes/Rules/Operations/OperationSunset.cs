using System.Globalization;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;

namespace OpenCodeGen.Changes.Rules.Operations;

/// <summary>The day from which a deprecated operation may be gone, by <c>x-sunset</c>.</summary>
internal sealed class OperationSunset : OperationRule
{
    private static readonly Rule _earlier = new("operation-sunset-earlier", Level.Breaking, Direction.None, "An operation may be gone earlier than was announced.");

    private static readonly Rule _later = new("operation-sunset-later", Level.Info, Direction.None, "An operation stays longer than was announced.");

    public override IReadOnlyList<Rule> Rules => [_earlier, _later];

    public override IEnumerable<Change> Compare(OperationPair pair)
    {
        if (pair.Before.Sunset is not { } before || !pair.After.IsDeprecated || before == pair.After.Sunset) yield break;

        // Without a day it may be gone on any.
        string message = pair.After.Sunset is { } after ? $"it may be gone from {Text(after)} on, not from {Text(before)}" : $"it is not said any more that it stays until {Text(before)}";
        yield return pair.OwnChange(pair.After.Sunset > before ? _later : _earlier, message);
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
