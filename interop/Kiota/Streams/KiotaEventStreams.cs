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
    private static readonly ConcurrentDictionary<(string Id, Delegate Factory), Operation> _operations = new();
    private static readonly ConcurrentDictionary<Operation, EventStreamTraits> _traits = new(ReferenceEqualityComparer.Instance);

    /// <summary>The operation that delivers events of a type.</summary>
    public static Operation<StreamedEvent<T>> OperationOf<T>(Operation operation, ParsableFactory<T> factory)
        where T : IParsable
        => (Operation<StreamedEvent<T>>)_operations.GetOrAdd((operation.Id, factory), _ =>
        {
            Operation<StreamedEvent<T>> made = Make(operation, factory);
            _traits[made] = Traits<T>(operation);
            return made;
        });

    /// <summary>What a stream does that its document does not tell; null for one that is not known here.</summary>
    public static EventStreamTraits? Find(Operation operation) => _traits.GetValueOrDefault(operation);

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
    {
        try
        {
            return new StreamedEvent<T>(json.ValueKind == JsonValueKind.Object ? new JsonParseNode(json).GetObjectValue(factory) : default, json, null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // A value of another kind than Kiota's types can hold.
            return new StreamedEvent<T>(default, json, null);
        }
    }

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
