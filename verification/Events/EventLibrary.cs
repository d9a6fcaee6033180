using System.Collections.Concurrent;
using System.Text.Json;
using OpenCode.Core.Operations;
using OpenCode.Verification.Traffic;
using OpenCode.Verification.Values;

namespace OpenCode.Verification.Events;

/// <summary>Keeps the events that streams sent, to hand them out by the descriptions of a pact.</summary>
internal sealed class EventLibrary : ITrafficReceiver
{
    // Of the most frequent types a turn sends dozens; more than these show nothing new.
    private const int MostOfOneType = 1000;

    private readonly ConcurrentDictionary<(string Operation, string Type), List<byte[]>> _events = new();

    /// <summary>The streams and the types they sent.</summary>
    public IEnumerable<(string Operation, string Type)> Types => _events.Keys;

    /// <summary>Finds an event.</summary>
    /// <param name="description">The stream and the type, and perhaps a place in the event and the text there.</param>
    /// <returns>The event; null when none was sent that fits.</returns>
    public byte[]? Find(EventDescription description)
    {
        if (!_events.TryGetValue((description.Stream, description.Type), out List<byte[]>? events)) return null;
        lock (events) return events.Find(e => description.Where is not { } where || TextAt(e, where) == description.Is);
    }

    public void Add(RecordedExchange exchange)
    {
    }

    public void AddEvent(RecordedExchange stream, ReadOnlyMemory<byte> utf8)
    {
        if (RouteTable.Catalog.Find(stream.Method, stream.Path) is not { Kind: OperationKind.EventStream } operation) return;
        List<byte[]> events = _events.GetOrAdd((operation.Id, EventTypes.Of(utf8)), static _ => []);
        lock (events)
        {
            if (events.Count < MostOfOneType) events.Add(utf8.ToArray());
        }
    }

    private static string? TextAt(byte[] utf8, string pointer)
    {
        using JsonDocument document = JsonDocument.Parse(utf8, FoundText.Options);
        JsonElement element = document.RootElement;
        foreach (string segment in GeneralPointer.Segments(pointer))
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(segment, out element)) return null;
        }

        return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
    }
}
