using System.Text.Json;
using OpenCode.Core.Events;
using OpenCode.Core.Operations;
using OpenCode.Events;

namespace OpenCode.NSwag.Streams;

/// <summary>OpenCode's event streams with events of NSwag's types.</summary>
internal static class NSwagEventStreams
{
    public static Operation<StreamedEvent<Event>> Events { get; } = Make<Event>(OperationCatalog.EventSubscribe);

    public static Operation<StreamedEvent<GlobalEvent>> GlobalEvents { get; } = Make<GlobalEvent>(OperationCatalog.GlobalEvent);

    /// <summary>What a stream does that its document does not tell; null for one that is not known here.</summary>
    public static EventStreamTraits? Find(Operation operation)
        => operation == Events ? Traits<Event>() : operation == GlobalEvents ? Traits<GlobalEvent>() : null;

    private static Operation<StreamedEvent<T>> Make<T>(Operation operation)
        where T : class
        => new()
        {
            Id = operation.Id,
            Method = operation.Method,
            PathTemplate = operation.PathTemplate,
            Kind = OperationKind.EventStream,
            Summary = operation.Summary,
            QueryParameters = operation.QueryParameters,
            Responses = operation.Responses,
            ResultDecoder = static (ref Utf8JsonReader reader, Core.Json.JsonDecoding _) => Decode<T>(JsonElement.ParseValue(ref reader)),
        };

    private static StreamedEvent<T> Decode<T>(JsonElement json)
        where T : class
    {
        try
        {
            return new StreamedEvent<T>(json.Deserialize<T>(OpenCodeNSwagClient.Json), json, null);
        }
        catch (JsonException)
        {
            // A value of another kind than NSwag's types can hold.
            return new StreamedEvent<T>(null, json, null);
        }
    }

    private static EventStreamTraits<StreamedEvent<T>> Traits<T>()
        where T : class
        => new()
        {
            CreateGap = static gap => new StreamedEvent<T>(null, null, gap),
            CreateUnknown = static json => new StreamedEvent<T>(null, json, null),
            IsHeartbeat = OpenCodeEventJson.IsHeartbeat,
            ReadCreationTime = OpenCodeEventJson.ReadCreationTime,
            CreationTimeModulus = OpenCodeEventJson.CreationTimeModulus,
            RespondsAtOnce = true,
        };
}
