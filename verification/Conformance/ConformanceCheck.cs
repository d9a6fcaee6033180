using OpenCode.Core.Json;
using OpenCode.Core.Operations;
using OpenCode.Verification.Judging;
using OpenCode.Verification.Results;
using OpenCode.Verification.Schemas;
using OpenCode.Verification.Traffic;
using OpenCode.Verification.Values;

namespace OpenCode.Verification.Conformance;

/// <summary>
/// Compares every answer and event that it is given with the spec, and collects the differences. Safe for use by several threads.
/// </summary>
/// <param name="known">The differences that are expected; null for <see cref="KnownDifferences.OfPinnedRelease"/>.</param>
/// <param name="judge">Who compares.</param>
public sealed class ConformanceCheck(KnownDifferences? known = null, TrafficJudge judge = TrafficJudge.Client) : ITrafficReceiver
{
    private readonly KnownDifferences _known = known ?? KnownDifferences.OfPinnedRelease;
    private readonly Lock _lock = new();
    private readonly Dictionary<DriftKey, Drift> _drifts = [];
    private readonly Dictionary<(string Operation, int Status, string? EventType), int> _seen = [];
    private readonly Dictionary<string, int> _unknown = new(StringComparer.Ordinal);

    /// <summary>Every difference once, with how often it was seen, and with the reason where it is known; ordered by operation and place.</summary>
    public IReadOnlyList<Drift> Results
    {
        get
        {
            lock (_lock)
            {
                return [.. _drifts.Values
                    .OrderBy(static d => d.Operation, StringComparer.Ordinal).ThenBy(static d => d.Status)
                    .ThenBy(static d => d.EventType, StringComparer.Ordinal).ThenBy(static d => d.Pointer, StringComparer.Ordinal)
                    .ThenBy(static d => d.Kind, StringComparer.Ordinal).ThenBy(static d => d.Found, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>Requests that belong to no operation of the catalog, as method and path, in ordinal order, with how often each was made.</summary>
    public IReadOnlyDictionary<string, int> UnknownOperations
    {
        get
        {
            lock (_lock) return new SortedDictionary<string, int>(_unknown, StringComparer.Ordinal);
        }
    }

    /// <summary>
    /// The known differences that show <see cref="Showing.Always"/>, could have shown in what was added, and did not: the server has changed,
    /// and the list should be shortened.
    /// </summary>
    public IReadOnlyList<KnownDifference> Disappeared
    {
        get
        {
            lock (_lock)
            {
                return [.. _known.All.Where(k => k.Shows == Showing.Always
                    && (k.SeenBy is null || judge == TrafficJudge.Both || k.SeenBy == judge)
                    && _seen.Keys.Any(s => k.AppliesTo(s.Operation, s.Status, s.EventType))
                    && !_drifts.Values.Any(k.Explains))];
            }
        }
    }

    /// <summary>How many answers were judged.</summary>
    public int Answers => Count(static s => s.EventType is null);

    /// <summary>How many events were judged.</summary>
    public int Events => Count(static s => s.EventType is not null);

    /// <summary>Judges an exchange.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <returns>What differs in it; none also when it belongs to no operation.</returns>
    public IReadOnlyList<Drift> Add(RecordedExchange exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        if (RouteTable.Catalog.Find(exchange.Method, exchange.Path) is not { } operation)
        {
            string request = $"{exchange.Method} {GeneralPointer.Of(exchange.Path)}";
            lock (_lock) _unknown[request] = _unknown.GetValueOrDefault(request) + 1;
            return [];
        }

        IReadOnlyList<Drift> found = Judge(() => ResponseJudge.Judge(operation, exchange), schemas => schemas.Judge(operation, exchange));
        IReadOnlyList<Drift> drifts = Note(operation, exchange.Status, null, found, hasBody: exchange.Body is not null);
        if (operation.Kind != OperationKind.EventStream || exchange.Body is not { IsEmpty: false } body
            || MediaType.Of(exchange.ContentType) != MediaType.EventStream)
        {
            return drifts;
        }

        return [.. drifts, .. EventFrames.Read(body).SelectMany(e => AddEvent(operation.Id, e))];
    }

    /// <summary>Judges one event of a stream.</summary>
    /// <param name="operationId">The operation of the stream, for example <c>event.subscribe</c>.</param>
    /// <param name="utf8">The data of the event.</param>
    /// <returns>What differs in it.</returns>
    /// <exception cref="ArgumentException">The catalog has no such stream.</exception>
    public IReadOnlyList<Drift> AddEvent(string operationId, ReadOnlyMemory<byte> utf8)
    {
        Operation operation = OperationCatalog.All.FirstOrDefault(o => o.Id == operationId && o.Kind == OperationKind.EventStream)
            ?? throw new ArgumentException($"The catalog has no stream of events '{operationId}'.", nameof(operationId));
        return Note(operation, 200, EventTypes.Of(utf8), Judge(() => ResponseJudge.JudgeEvent(operation, utf8), schemas => schemas.JudgeEvent(operation, utf8)),
            hasBody: true);
    }

    /// <summary>How many answers of an operation were judged.</summary>
    /// <param name="operationId">The operation.</param>
    public int AnswersOf(string operationId) => Count(s => s.EventType is null && s.Operation == operationId);

    /// <summary>Whether an operation gave an answer that was no error.</summary>
    internal bool HasSuccessOf(string operationId) => Count(s => s.EventType is null && s.Operation == operationId && s.Status is >= 200 and < 300) > 0;

    /// <summary>How many events of a type were judged.</summary>
    /// <param name="operationId">The operation of the stream.</param>
    /// <param name="eventType">The type, as <see cref="EventTypes"/> names it.</param>
    public int EventsOf(string operationId, string eventType) => Count(s => s.EventType == eventType && s.Operation == operationId);

    void ITrafficReceiver.Add(RecordedExchange exchange) => Add(exchange);

    void ITrafficReceiver.AddEvent(RecordedExchange stream, ReadOnlyMemory<byte> utf8)
    {
        if (RouteTable.Catalog.Find(stream.Method, stream.Path) is { Kind: OperationKind.EventStream } operation) AddEvent(operation.Id, utf8);
    }

    private IReadOnlyList<Drift> Judge(Func<IReadOnlyList<Drift>> byClient, Func<SchemaJudge, IReadOnlyList<Drift>> bySchema)
    {
        IReadOnlyList<Drift> client = judge == TrafficJudge.Schema ? [] : byClient();
        return judge == TrafficJudge.Client ? client : [.. client, .. JudgeComparison.Beside(bySchema(SchemaJudge.OfPinnedRelease), client)];
    }

    private IReadOnlyList<Drift> Note(Operation operation, int status, string? eventType, IReadOnlyList<Drift> drifts, bool hasBody)
    {
        IReadOnlyList<Drift> marked = _known.Mark(drifts, hasBody);
        lock (_lock)
        {
            var seen = (operation.Id, status, eventType);
            _seen[seen] = _seen.GetValueOrDefault(seen) + 1;
            foreach (Drift drift in marked)
            {
                var key = DriftKey.Of(drift);
                _drifts[key] = _drifts.TryGetValue(key, out Drift? before) ? before with { Count = before.Count + 1 } : drift;
            }
        }

        return marked;
    }

    private int Count(Func<(string Operation, int Status, string? EventType), bool> condition)
    {
        lock (_lock) return _seen.Where(s => condition(s.Key)).Sum(static s => s.Value);
    }

    // What was found tells differences apart only where it names another variant or error; texts and numbers differ every time.
    private readonly record struct DriftKey(string Operation, int Status, string? EventType, string Pointer, string Kind, string? Found, bool Known)
    {
        public static DriftKey Of(Drift drift) => new(
            drift.Operation,
            drift.Status,
            drift.EventType,
            drift.Pointer,
            drift.Kind,
            drift.Kind is nameof(JsonDriftKind.UnknownVariant) or DriftKinds.Status or DriftKinds.ContentType ? drift.Found : null,
            drift.KnownReason is not null);
    }
}
