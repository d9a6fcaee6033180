using System.Buffers;
using System.Text.Json;
using OpenCode.Core.Json;
using OpenCode.Core.Operations;
using OpenCode.Verification.Traffic;
using OpenCode.Verification.Values;

namespace OpenCode.Verification.RoundTrips;

/// <summary>
/// Decodes every response and event with the client's decoder, leniently, writes it back, and compares: what comes from a server goes back to
/// it unchanged, also where the server breaks its own document. Safe for use by several threads.
/// </summary>
/// <remarks>
/// What the client has no decoder for is passed over: undocumented statuses, other content types than JSON, bodies that are not JSON.
/// </remarks>
public sealed class RoundTripCheck : ITrafficReceiver
{
    // The models write themselves; what is left are lists and maps of them, and scalars.
    private static readonly JsonSerializerOptions _write = new() { MaxDepth = JsonDecoding.MaxDepth };

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Operation, int Status, string? EventType, string Pointer, JsonDifferenceKind Kind), RoundTripLoss> _losses = [];
    private RoundTripCount _responses;
    private RoundTripCount _events;

    /// <summary>The responses that were decoded.</summary>
    public RoundTripCount Responses
    {
        get
        {
            lock (_lock) return _responses;
        }
    }

    /// <summary>The events that were decoded.</summary>
    public RoundTripCount Events
    {
        get
        {
            lock (_lock) return _events;
        }
    }

    /// <summary>The first difference of every body that has one, those at the same place once; ordered by operation and place.</summary>
    public IReadOnlyList<RoundTripLoss> Losses
    {
        get
        {
            lock (_lock)
            {
                return [.. _losses.Values
                    .OrderBy(static l => l.Operation, StringComparer.Ordinal).ThenBy(static l => l.Status)
                    .ThenBy(static l => l.EventType, StringComparer.Ordinal).ThenBy(static l => l.First.Pointer, StringComparer.Ordinal)
                    .ThenBy(static l => l.First.Kind)];
            }
        }
    }

    /// <inheritdoc/>
    public void Add(RecordedExchange exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        if (RouteTable.Catalog.Find(exchange.Method, exchange.Path) is not { } operation || exchange.Body is not { IsEmpty: false } body) return;
        if (operation.Kind == OperationKind.EventStream && MediaType.Of(exchange.ContentType) == MediaType.EventStream)
        {
            foreach (ReadOnlyMemory<byte> data in EventFrames.Read(body)) AddEvent(exchange, data);
        }
        else if (MediaType.IsJson(exchange.ContentType) && operation.FindResponse(exchange.Status) is { BodyType: not null } documented
            && MediaType.IsJson(documented.ContentType))
        {
            Note(operation, exchange.Status, null, documented, body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body, ref _responses);
        }
    }

    /// <inheritdoc/>
    public void AddEvent(RecordedExchange stream, ReadOnlyMemory<byte> utf8)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (RouteTable.Catalog.Find(stream.Method, stream.Path) is { Kind: OperationKind.EventStream } operation
            && operation.Responses.FirstOrDefault(static r => r.IsSuccess && r.BodyType is not null) is { } documented)
        {
            Note(operation, stream.Status, EventTypes.Of(utf8), documented, utf8, ref _events);
        }
    }

    /// <summary>Every difference between a body and what the client writes back of it; none when it comes back whole, null when it is not JSON.</summary>
    internal static IReadOnlyList<JsonDifference>? Compare(OperationResponse documented, ReadOnlyMemory<byte> utf8)
    {
        JsonDocument before;
        try
        {
            before = JsonDocument.Parse(utf8, FoundText.Options);
        }
        catch (JsonException)
        {
            return null;
        }

        using (before)
        {
            try
            {
                using JsonDocument after = JsonDocument.Parse(WriteBack(documented, utf8), FoundText.Options);
                return [.. JsonComparison.Compare(before.RootElement, after.RootElement)];
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
            {
                return [new JsonDifference("", JsonDifferenceKind.Lost, FoundText.Of(before.RootElement, ""), "")];
            }
        }
    }

    private static ReadOnlyMemory<byte> WriteBack(OperationResponse documented, ReadOnlyMemory<byte> utf8)
    {
        object? value = documented.Decode(utf8.Span, new JsonDecoding());
        var written = new ArrayBufferWriter<byte>(utf8.Length);
        using (var writer = new Utf8JsonWriter(written, new JsonWriterOptions { MaxDepth = JsonDecoding.MaxDepth, SkipValidation = false }))
        {
            Type type = value is not null && documented.BodyType == typeof(object) ? value.GetType() : documented.BodyType!;
            if (value is IJsonModel model) model.WriteTo(writer);
            else JsonSerializer.Serialize(writer, value, type, _write);
        }

        return written.WrittenMemory;
    }

    private void Note(Operation operation, int status, string? eventType, OperationResponse documented, ReadOnlyMemory<byte> utf8, ref RoundTripCount count)
    {
        if (Compare(documented, utf8) is not { } differences) return;
        lock (_lock)
        {
            count = new RoundTripCount(count.Decoded + 1, count.Equal + (differences.Count == 0 ? 1 : 0));
            if (differences.Count == 0) return;
            JsonDifference first = differences[0] with { Pointer = GeneralPointer.Of(differences[0].Pointer) };
            var key = (operation.Id, status, eventType, first.Pointer, first.Kind);
            _losses[key] = _losses.TryGetValue(key, out RoundTripLoss? seen)
                ? seen with { Count = seen.Count + 1 }
                : new RoundTripLoss { Operation = operation.Id, Status = status, EventType = eventType, First = first };
        }
    }
}
