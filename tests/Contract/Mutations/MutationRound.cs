using System.Collections.Concurrent;
using OpenCode.Contract.Tests.Consumer;
using OpenCode.Core;
using OpenCode.Verification;
using OpenCodeGen.Model;

namespace OpenCode.Contract.Tests.Mutations;

/// <summary>Makes one change to the successful answer of every operation, in one verification. Operations do not touch each other.</summary>
/// <param name="kindOf">What is to be done to an operation's answer; null for nothing.</param>
/// <param name="seed">Another one chooses other places.</param>
internal sealed class MutationRound(Func<string, MutationKind?> kindOf, int seed)
{
    private readonly ConcurrentDictionary<string, Mutation> _made = new();

    /// <summary>The changes that were made, by operation. An answer may have no place for a kind: a truth value has no tag.</summary>
    public IReadOnlyDictionary<string, Mutation> Made => _made;

    /// <summary>What the proxy sends on.</summary>
    public MutatedAnswer? Mutate(RecordedExchange exchange)
    {
        if (RouteTable.Catalog.Find(exchange.Method, exchange.Path) is not { } operation || exchange.Status is < 200 or >= 300) return null;
        if (kindOf(operation.Id) is not { } kind || exchange.Body is not { } body) return null;
        Mutation? mutation = kind == MutationKind.ChangedStatus ? ChangeStatus(operation, exchange.Status) : ChangeBody(operation, exchange, kind);
        if (mutation is null || !_made.TryAdd(operation.Id, mutation)) return null;
        return new MutatedAnswer(mutation.NewStatus, exchange.ContentType, kind == MutationKind.ChangedStatus ? body : mutation.Place.Apply(body));
    }

    /// <summary>The changes that an answer allows.</summary>
    public static IReadOnlyList<MutationPlace> Places(Operation operation, RecordedExchange exchange)
    {
        ClientOperation shaped = ContractPacts.Model.Operations.Single(o => o.Id == operation.Id);
        return shaped is { Result: ResultKind.Json, ResultType: { } type } && exchange.Body is { IsEmpty: false } body
            ? AnswerWalk.Places(ContractPacts.Model, type, body)
            : [];
    }

    private Mutation ChangeStatus(Operation operation, int status)
    {
        // One that is undocumented, a failure of the server, and a documented error.
        int[] documented = [.. operation.Responses.Select(static r => int.TryParse(r.Status, out int number) ? number : 0)];
        int[] others = [.. new[] { 200, 201, 202, 500 }.Where(s => s != status && !documented.Contains(s)), .. documented.Where(static s => s >= 400).Take(1)];
        int other = StableChoice.Of(others, $"{operation.Id} status {seed}");
        return new Mutation(operation.Id, new MutationPlace(MutationKind.ChangedStatus, "", null, [("", DriftKinds.Status)]), status, other);
    }

    private Mutation? ChangeBody(Operation operation, RecordedExchange exchange, MutationKind kind)
    {
        // First a place in the shape, then one of its occurrences: else a long list would hide everything beside it.
        MutationPlace[][] groups = [.. Places(operation, exchange).Where(p => p.Kind == kind).GroupBy(static p => p.GeneralPointer).Select(static g => g.ToArray())];
        if (groups.Length == 0) return null;
        MutationPlace place = StableChoice.Of(StableChoice.Of(groups, $"{operation.Id} {kind} {seed}"), $"{operation.Id} {kind} {seed} which");
        return new Mutation(operation.Id, place, exchange.Status, exchange.Status);
    }
}
