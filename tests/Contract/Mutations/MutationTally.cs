using System.Globalization;
using System.Text;
using OpenCode.Verification;

namespace OpenCode.Contract.Tests.Mutations;

/// <summary>What became of all changes: a table, and those that a verification judged wrongly.</summary>
internal sealed class MutationTally
{
    private readonly List<(Mutation Mutation, SubjectResult Result)> _judged = [];
    private readonly List<string> _mistakes = [];

    /// <summary>Breaking changes that were not caught or not named, and harmless ones that were taken for differences.</summary>
    public IReadOnlyList<string> Mistakes => _mistakes;

    public int Operations => _judged.DistinctBy(static j => j.Mutation.Operation).Count();

    /// <summary>How many changes of a kind were made.</summary>
    public int Made(MutationKind kind) => _judged.Count(j => j.Mutation.Kind == kind);

    /// <summary>Judges a round.</summary>
    public void Add(MutationRound round, IReadOnlyDictionary<string, SubjectResult> results)
    {
        foreach (SubjectResult result in results.Values)
        {
            if (!round.Made.TryGetValue(result.Operation, out Mutation? mutation))
            {
                if (!Holds(result)) _mistakes.Add($"{result.Operation} without any change: {Describe(result)}");
                continue;
            }

            _judged.Add((mutation, result));
            if (!IsRight(mutation, result)) _mistakes.Add($"{mutation}: {Describe(result)}");
        }
    }

    public override string ToString()
    {
        var table = new StringBuilder();
        Row(table, "change", "made", "operations", "right", "by pact", "by traffic");
        foreach (IGrouping<MutationKind, (Mutation Mutation, SubjectResult Result)> kind in _judged.GroupBy(static j => j.Mutation.Kind).OrderBy(static g => g.Key))
        {
            Row(
                table,
                $"{kind.Key}",
                kind.Count(),
                kind.DistinctBy(static j => j.Mutation.Operation).Count(),
                kind.Count(static j => IsRight(j.Mutation, j.Result)),
                kind.Key.IsBreaking() ? kind.Count(static j => j.Result.InteractionsFailed > 0) : "-",
                kind.Key.IsBreaking() ? kind.Count(static j => j.Result.Drifts.Any(d => d.Source == DriftSource.Traffic && j.Mutation.IsNamedBy(d))) : "-");
        }

        return table.Append(CultureInfo.InvariantCulture, $"{_judged.Count} changes to {Operations} operations").ToString();
    }

    private static bool IsRight(Mutation mutation, SubjectResult result)
        => mutation.Kind.IsBreaking() ? result.Outcome == Outcome.Drifted && result.Drifts.Any(mutation.IsNamedBy) : Holds(result);

    private static bool Holds(SubjectResult result) => result is { Outcome: Outcome.Held, InteractionsFailed: 0 } && result.Drifts.All(static d => d.KnownReason is not null);

    private static string Describe(SubjectResult result)
        => $"{result.Outcome}{(result.Reason is null ? "" : $", {result.Reason}")} [{string.Join("; ", result.Drifts.Select(static d => $"{d.Source} {d}{(d.KnownReason is null ? "" : " (known)")}"))}]";

    private static void Row(StringBuilder table, params object[] cells)
        => table.AppendLine(string.Concat(cells.Select(static (c, i) => i == 0 ? $"{c,-18}" : $"{c,12}")));
}
