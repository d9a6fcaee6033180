using System.Text.Json;
using OpenCode.Core.Events;
using OpenCode.Core.Operations;
using OpenCode.Models;

namespace OpenCode.Events;

/// <summary>What OpenCode's four event streams do that the spec does not tell; recorded from live servers.</summary>
internal static class OpenCodeEventStreams
{
    private static readonly EventStreamTraits<Event> Events = new()
    {
        CreateGap = static gap => new EventGap(gap),
        CreateUnknown = static json => new UnknownEvent(json),
        IsHeartbeat = OpenCodeEventJson.IsHeartbeat,
        ReadCreationTime = OpenCodeEventJson.ReadCreationTime,
        CreationTimeModulus = OpenCodeEventJson.CreationTimeModulus,
    };

    private static readonly EventStreamTraits<GlobalEvent> GlobalEvents = new()
    {
        CreateGap = static gap => Wrapped(new EventGap(gap)),
        CreateUnknown = static json => Wrapped(new UnknownGlobalEventPayload(json)),
        IsHeartbeat = OpenCodeEventJson.IsHeartbeat,
        ReadCreationTime = OpenCodeEventJson.ReadCreationTime,
        CreationTimeModulus = OpenCodeEventJson.CreationTimeModulus,
    };

    private static readonly EventStreamTraits<V2Event> V2Events = new()
    {
        CreateGap = static gap => new V2EventGap(gap),
        CreateUnknown = static json => new UnknownV2Event(json),
        IsHeartbeat = OpenCodeEventJson.IsHeartbeat,
        ReadCreationTime = OpenCodeEventJson.ReadCreationTime,
        CreationTimeModulus = OpenCodeEventJson.CreationTimeModulus,
    };

    private static readonly EventStreamTraits<SessionDurableEvent> SessionEvents = new()
    {
        CreateGap = static gap => new SessionDurableEventGap(gap),
        CreateUnknown = static json => new UnknownSessionDurableEvent(json),
        IsHeartbeat = OpenCodeEventJson.IsHeartbeat,
        ReadCreationTime = OpenCodeEventJson.ReadCreationTime,
        CreationTimeModulus = OpenCodeEventJson.CreationTimeModulus,
        ReadSequence = OpenCodeEventJson.ReadSequence,
        CursorParameter = "after",
        AnswersAtOnce = false,
    };

    /// <returns>The traits of a stream; null for one that is not OpenCode's.</returns>
    public static EventStreamTraits? Find(Operation operation)
    {
        if (operation == OperationCatalog.EventSubscribe)
            return Events;
        if (operation == OperationCatalog.GlobalEvent)
            return GlobalEvents;
        if (operation == OperationCatalog.V2EventSubscribe)
            return V2Events;
        return operation == OperationCatalog.V2SessionEvents ? SessionEvents : null;
    }

    private static GlobalEvent Wrapped(GlobalEventPayload payload) => new() { Directory = "", Payload = payload };
}
