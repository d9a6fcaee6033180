using OpenCode.Core.Json;
using OpenCode.Core.Operations;
using OpenCode.Verification.Conformance;
using OpenCode.Verification.Judging;
using OpenCode.Verification.Results;
using OpenCode.Verification.Schemas;
using OpenCode.Verification.Traffic;

namespace OpenCode.Verification.Repairs;

/// <summary>
/// Compares traffic with the document as it was released, before its repairs: tells which repairs still show, and keeps what shows and has none.
/// Safe for use by several threads.
/// </summary>
/// <param name="repairs">What is repaired.</param>
/// <param name="judge">Judges by the released document.</param>
internal sealed class RepairCheck(KnownDifferences repairs, SchemaJudge judge) : ITrafficReceiver
{
    private readonly Lock _lock = new();
    private readonly HashSet<KnownDifference> _shown = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(string Operation, int Status, string? EventType, string Pointer, string Kind, string Found), RepairSample> _unrepaired = [];

    /// <summary>What the verification provokes every time and what did not show: the server has changed, and the repair is to go.</summary>
    public IReadOnlyList<KnownDifference> Unshown
    {
        get
        {
            lock (_lock) return [.. repairs.All.Where(r => r.Shows == Showing.Provoked && !_shown.Contains(r))];
        }
    }

    /// <summary>An example of everything that shows and is not repaired, ordered by operation and place.</summary>
    public IReadOnlyList<RepairSample> Unrepaired
    {
        get
        {
            lock (_lock)
            {
                return [.. _unrepaired.OrderBy(static s => s.Key.Operation, StringComparer.Ordinal).ThenBy(static s => s.Key.Status)
                    .ThenBy(static s => s.Key.EventType, StringComparer.Ordinal).ThenBy(static s => s.Key.Pointer, StringComparer.Ordinal)
                    .ThenBy(static s => s.Key.Kind, StringComparer.Ordinal).ThenBy(static s => s.Key.Found, StringComparer.Ordinal)
                    .Select(static s => s.Value)];
            }
        }
    }

    public void Add(RecordedExchange exchange)
    {
        if (RouteTable.Catalog.Find(exchange.Method, exchange.Path) is not { } operation) return;
        Note(judge.Judge(operation, exchange), exchange.Body, exchange.ContentType);
        if (operation.Kind != OperationKind.EventStream || exchange.Body is not { IsEmpty: false } body) return;
        if (MediaType.Of(exchange.ContentType) != MediaType.EventStream) return;
        foreach (ReadOnlyMemory<byte> data in EventFrames.Read(body)) AddEvent(exchange, data);
    }

    public void AddEvent(RecordedExchange stream, ReadOnlyMemory<byte> utf8)
    {
        if (RouteTable.Catalog.Find(stream.Method, stream.Path) is { Kind: OperationKind.EventStream } operation)
            Note(judge.JudgeEvent(operation, utf8), utf8, null);
    }

    private void Note(IReadOnlyList<Drift> drifts, ReadOnlyMemory<byte>? body, string? contentType)
    {
        if (drifts.Count == 0) return;
        byte[]? kept = null;
        lock (_lock)
        {
            foreach (Drift drift in drifts)
            {
                if (repairs.All.FirstOrDefault(r => r.Explains(drift)) is { } repair)
                {
                    _shown.Add(repair);
                    continue;
                }

                // What was found tells differences apart only where it names a status, a variant or a value: strings and numbers differ every time.
                bool isNamed = drift.Kind is DriftKinds.Status or DriftKinds.UnknownValue
                    or nameof(JsonDriftKind.UnknownVariant) or nameof(JsonDriftKind.WrongConstant);
                var key = (drift.Operation, drift.Status, drift.EventType, drift.Pointer, drift.Kind, isNamed ? drift.Found : "");
                if (_unrepaired.ContainsKey(key)) continue;
                kept ??= ResponseJudge.WithoutMark(body)?.ToArray();
                _unrepaired[key] = new RepairSample(drift, body is null ? null : kept, contentType);
            }
        }
    }
}
