using OpenCode.Core.Json;
using OpenCode.Core.Operations;
using OpenCode.Verification.Judging;
using OpenCode.Verification.Results;
using OpenCode.Verification.Traffic;

namespace OpenCode.Verification.Schemas;

/// <summary>
/// Lets both judges look at every answer and event, and collects the places that only one of them finds wrong: each is a defect of the decoder,
/// of the validator, or something that one of them is not to see. Safe for use by several threads.
/// </summary>
/// <param name="schemas">The judge that goes by the document.</param>
internal sealed class JudgeComparison(SchemaJudge schemas) : ITrafficReceiver
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Operation, int Status, string? EventType, string Pointer, string Kind, DriftSource Source), Drift> _disagreements = [];

    /// <summary>How many answers and events both have judged.</summary>
    public int Compared { get; private set; }

    /// <summary>How many of them one judge accepts and the other does not.</summary>
    public int Contradicted { get; private set; }

    /// <summary>What only one judge sees, as it tells it: its <see cref="Drift.Source"/> says which one.</summary>
    public IReadOnlyList<Drift> Disagreements
    {
        get
        {
            lock (_lock)
            {
                return [.. _disagreements.Values
                    .OrderBy(static d => d.Source).ThenBy(static d => d.Operation, StringComparer.Ordinal).ThenBy(static d => d.Status)
                    .ThenBy(static d => d.EventType, StringComparer.Ordinal).ThenBy(static d => d.Pointer, StringComparer.Ordinal)
                        .ThenBy(static d => d.Kind, StringComparer.Ordinal)];
            }
        }
    }

    /// <inheritdoc/>
    public void Add(RecordedExchange exchange)
    {
        if (RouteTable.Catalog.Find(exchange.Method, exchange.Path) is not { } operation) return;
        Compare(ResponseJudge.Judge(operation, exchange), schemas.Judge(operation, exchange));
        if (operation.Kind == OperationKind.EventStream && exchange.Body is { } body && MediaType.Of(exchange.ContentType) == MediaType.EventStream)
        {
            foreach (ReadOnlyMemory<byte> data in EventFrames.Read(body)) AddEvent(exchange, data);
        }
    }

    /// <inheritdoc/>
    public void AddEvent(RecordedExchange stream, ReadOnlyMemory<byte> utf8)
    {
        if (RouteTable.Catalog.Find(stream.Method, stream.Path) is { Kind: OperationKind.EventStream } operation)
            Compare(ResponseJudge.JudgeEvent(operation, utf8), schemas.JudgeEvent(operation, utf8));
    }

    /// <summary>Those of one judge's drifts that the other judge does not have.</summary>
    internal static IEnumerable<Drift> Beside(IReadOnlyList<Drift> own, IReadOnlyList<Drift> others)
        => own.Where(d => !others.Any(o => o.Pointer == d.Pointer || IsWhole(o, d) || IsWhole(d, o)));

    // A union that no variant of fits: the one tells it of the whole, the other one of what is wrong in the most similar variant.
    private static bool IsWhole(Drift union, Drift inside)
        => union.Kind == nameof(JsonDriftKind.UnknownVariant) && inside.Pointer.StartsWith($"{union.Pointer}/", StringComparison.Ordinal);

    private void Compare(IReadOnlyList<Drift> client, IReadOnlyList<Drift> schema)
    {
        lock (_lock)
        {
            Compared++;
            if (client.Count == 0 != (schema.Count == 0)) Contradicted++;
            foreach (Drift drift in Beside(client, schema).Concat(Beside(schema, client)))
            {
                var key = (drift.Operation, drift.Status, drift.EventType, drift.Pointer, drift.Kind, drift.Source);
                _disagreements[key] = _disagreements.TryGetValue(key, out Drift? seen) ? seen with { Count = seen.Count + 1 } : drift;
            }
        }
    }
}
