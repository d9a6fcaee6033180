using System.Globalization;
using System.Text;
using OpenCode.Core.Operations;
using OpenCode.Verification;
using OpenCode.Verification.Results;

namespace OpenCode.Contract.Tests.Mutations;

/// <summary>What became of all changes: a table, and those that a verification judged wrongly.</summary>
internal sealed class MutationTally
{
    private readonly List<(Mutation Mutation, bool IsRight, bool IsPact, bool IsTraffic)> _judged = [];
    private readonly List<string> _mistakes = [];

    /// <summary>Breaking changes that were not caught or not named, and harmless ones that were taken for differences.</summary>
    public IReadOnlyList<string> Mistakes => _mistakes;

    public int Operations => _judged.DistinctBy(static j => j.Mutation.Operation).Count();

    /// <summary>How many changes of a kind were made.</summary>
    public int Made(MutationKind kind) => _judged.Count(j => j.Mutation.Kind == kind);

    /// <summary>Adds what a verification says of changed answers.</summary>
    /// <param name="made">The changes, by operation; what was not changed must hold.</param>
    /// <param name="results">What was found out about operations.</param>
    public void Add(IReadOnlyDictionary<string, Mutation> made, IReadOnlyDictionary<string, SubjectResult> results)
    {
        foreach (SubjectResult result in results.Values)
        {
            if (!made.TryGetValue(result.Operation, out Mutation? mutation))
            {
                if (!Holds(result)) _mistakes.Add($"{result.Operation} without any change: {Describe(result)}");
                continue;
            }

            // What other servers of the release are known to do.
            if (Holds(result) && result.Drifts.Any(mutation.IsKnownBy)) continue;

            bool right = mutation.Kind.IsBreaking() ? result.Outcome == Outcome.Drifted && result.Drifts.Any(mutation.IsNamedBy) : Holds(result);
            _judged.Add((mutation, right, result.InteractionsFailed > 0, result.Drifts.Any(d => d.Source == DriftSource.Traffic && mutation.IsNamedBy(d))));
            if (!right) _mistakes.Add($"{mutation}: {Describe(result)}");
        }
    }

    /// <summary>Adds what the strict decoding of one answer says.</summary>
    /// <param name="before">The drifts of the server's own answer.</param>
    /// <param name="after">Those of the changed one.</param>
    public void AddJudged(Mutation mutation, IReadOnlyList<Drift> before, IReadOnlyList<Drift> after)
    {
        bool named = after.Any(mutation.IsNamedBy);

        // What this server or another one of the release is known to do.
        if (!named && after.Any(mutation.IsKnownBy) && after.All(static d => d.KnownReason is not null)) return;

        bool right = mutation.Kind.IsBreaking() ? named : Places(before).SequenceEqual(Places(after));
        _judged.Add((mutation, right, false, named));
        if (!right) _mistakes.Add($"{mutation}: {Describe(after)}");
    }

    public override string ToString()
    {
        var table = new StringBuilder();
        Row(table, "change", "made", "operations", "right", "by pact", "by traffic");
        foreach (var kind in _judged.GroupBy(static j => j.Mutation.Kind).OrderBy(static g => g.Key))
        {
            Row(
                table,
                $"{kind.Key}",
                kind.Count(),
                kind.DistinctBy(static j => j.Mutation.Operation).Count(),
                kind.Count(static j => j.IsRight),
                kind.Key.IsBreaking() ? kind.Count(static j => j.IsPact) : "-",
                kind.Key.IsBreaking() ? kind.Count(static j => j.IsTraffic) : "-");
        }

        return table.Append(CultureInfo.InvariantCulture, $"{_judged.Count} changes to {Operations} operations").ToString();
    }

    private static bool Holds(SubjectResult result)
        => result is { Outcome: Outcome.Held, InteractionsFailed: 0 } && result.Drifts.All(static d => d.KnownReason is not null);

    private static IEnumerable<(string, string, bool)> Places(IEnumerable<Drift> drifts)
        => drifts.Select(static d => (d.Pointer, d.Kind, d.KnownReason is null));

    private static string Describe(SubjectResult result) => $"{result.Outcome}{(result.Reason is null ? "" : $", {result.Reason}")} {Describe(result.Drifts)}";

    private static string Describe(IEnumerable<Drift> drifts)
        => $"[{string.Join("; ", drifts.Select(static d => $"{d.Source} {d}{(d.KnownReason is null ? "" : " (known)")}"))}]";

    private static void Row(StringBuilder table, params object[] cells)
        => table.AppendLine(string.Concat(cells.Select(static (c, i) => i == 0 ? $"{c,-18}" : $"{c,12}")));
}
