using System.Collections.Concurrent;
using OpenCode.Contract.Tests.Consumer;
using OpenCode.Core.Operations;
using OpenCode.Verification;
using OpenCode.Verification.Contract.Pacts;
using OpenCode.Verification.Judging;
using OpenCode.Verification.Recording;
using OpenCode.Verification.Traffic;
using OpenCodeGen.Model;

namespace OpenCode.Contract.Tests.Mutations;

/// <summary>Makes one change to the successful answer of every operation, in one verification. Operations do not touch each other.</summary>
/// <param name="kindOf">What is to be done to an operation's answer.</param>
internal sealed class MutationRound(Func<string, MutationKind> kindOf)
{
    // As the server says it when it fails.
    private static readonly byte[] _error = """{"name":"UnknownError","data":{"message":"Unexpected server error."}}"""u8.ToArray();

    private static readonly int[] _statuses = [200, 201, 202, 500];

    private readonly ConcurrentDictionary<string, Mutation> _made = new();

    /// <summary>The changes that were made, by operation. A response may have no place for a kind: a truth value has no tag.</summary>
    public IReadOnlyDictionary<string, Mutation> Made => _made;

    /// <summary>What the proxy sends on.</summary>
    public MutatedResponse? Mutate(RecordedExchange exchange)
    {
        if (RouteTable.Catalog.Find(exchange.Method, exchange.Path) is not { } operation || exchange.Status is < 200 or >= 300) return null;
        if (exchange.Body is not { } body) return null;
        MutationKind kind = kindOf(operation.Id);
        Mutation? mutation = kind == MutationKind.ChangedStatus ? ChangeStatus(operation, exchange.Status) : ChangeBody(operation, exchange, kind);
        if (mutation is null || !_made.TryAdd(operation.Id, mutation)) return null;
        return mutation.NewStatus switch
        {
            var same when same == mutation.OldStatus => new MutatedResponse(same, exchange.ContentType, mutation.Place.Apply(body)),
            >= 400 and var error => new MutatedResponse(error, "application/json", _error),
            var other => new MutatedResponse(other, exchange.ContentType, body),
        };
    }

    /// <summary>The changes that a response allows.</summary>
    public static IReadOnlyList<MutationPlace> Places(Operation operation, RecordedExchange exchange)
    {
        ClientOperation shaped = ModelShapes.Model.Operations.Single(o => o.Id == operation.Id);
        return shaped is { Result: ResultKind.Json, ResultType: { } type } && exchange.Body is { IsEmpty: false } body
            ? ResponseWalk.Places(ModelShapes.Model, type, body)
            : [];
    }

    private static Mutation ChangeStatus(Operation operation, int status)
    {
        // One that is undocumented, a failure of the server, and a documented error.
        int[] documented = [.. operation.Responses.Select(static r => int.TryParse(r.Status, out int number) ? number : 0)];
        int[] others = [.. _statuses.Where(s => s != status && !documented.Contains(s)), .. documented.Where(static s => s >= 400).Take(1)];
        int other = StableChoice.Of(others, $"{operation.Id} status");
        return new Mutation(operation.Id, new MutationPlace(MutationKind.ChangedStatus, "", null, [("", DriftKinds.Status)]), status, other);
    }

    private static Mutation? ChangeBody(Operation operation, RecordedExchange exchange, MutationKind kind)
    {
        // First a place in the shape, then one of its occurrences: else a long list would hide everything beside it.
        MutationPlace[][] groups = [.. Places(operation, exchange).Where(p => p.Kind == kind).GroupBy(static p => p.Place).Select(static g => g.ToArray())];
        if (groups.Length == 0) return null;
        MutationPlace place = StableChoice.Of(StableChoice.Of(groups, $"{operation.Id} {kind}"), $"{operation.Id} {kind} which");
        return new Mutation(operation.Id, place, exchange.Status, exchange.Status);
    }
}
