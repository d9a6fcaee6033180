using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Kiota.Abstractions.Serialization;
using Microsoft.Kiota.Serialization.Json;
using OpenCode.Core.Events;
using OpenCode.Core.Operations;
using OpenCode.Events;

namespace OpenCode.Kiota.Streams;

/// <summary>OpenCode's event streams with events of Kiota's types.</summary>
internal static class KiotaEventStreams
{
    private static readonly ConcurrentDictionary<string, (Operation Operation, EventStreamTraits Traits)> _known = new(StringComparer.Ordinal);

    /// <summary>The operation that delivers events of a type.</summary>
    public static Operation<StreamedEvent<T>> OperationOf<T>(Operation operation, ParsableFactory<T> factory)
        where T : IParsable
        => (Operation<StreamedEvent<T>>)_known.GetOrAdd(operation.Id, _ => (Make(operation, factory), Traits<T>(operation))).Operation;

    /// <summary>What a stream does that its document does not tell; null for one that is not known here.</summary>
    public static EventStreamTraits? Find(Operation operation)
        => _known.TryGetValue(operation.Id, out (Operation Operation, EventStreamTraits Traits) known) && known.Operation == operation ? known.Traits : null;

    private static Operation<StreamedEvent<T>> Make<T>(Operation operation, ParsableFactory<T> factory)
        where T : IParsable
        => new()
        {
            Id = operation.Id,
            Method = operation.Method,
            PathTemplate = operation.PathTemplate,
            Kind = OperationKind.EventStream,
            Summary = operation.Summary,
            QueryParameters = operation.QueryParameters,
            Responses = operation.Responses,
            ResultDecoder = (ref Utf8JsonReader reader, Core.Json.JsonDecoding _) => Decode(JsonElement.ParseValue(ref reader), factory),
        };

    private static StreamedEvent<T> Decode<T>(JsonElement json, ParsableFactory<T> factory)
        where T : IParsable
        => new(json.ValueKind == JsonValueKind.Object ? new JsonParseNode(json).GetObjectValue(factory) : default, json, null);

    private static EventStreamTraits<StreamedEvent<T>> Traits<T>(Operation operation)
        where T : IParsable
    {
        bool isDurable = operation == OperationCatalog.V2SessionEvents;
        return new EventStreamTraits<StreamedEvent<T>>
        {
            CreateGap = static gap => new StreamedEvent<T>(default, null, gap),
            CreateUnknown = static json => new StreamedEvent<T>(default, json, null),
            IsHeartbeat = OpenCodeEventJson.IsHeartbeat,
            ReadCreationTime = OpenCodeEventJson.ReadCreationTime,
            CreationTimeModulus = OpenCodeEventJson.CreationTimeModulus,
            ReadSequence = isDurable ? OpenCodeEventJson.ReadSequence : null,
            CursorParameter = isDurable ? "after" : null,
            RespondsAtOnce = !isDurable,
        };
    }
}
