using System.Text.Json;
using OpenCode.Core.Events;
using OpenCode.Core.Operations;
using OpenCode.Models;

namespace OpenCode.Events;

/// <summary>What OpenCode's four event streams do that the spec does not tell; recorded from live servers.</summary>
internal static class OpenCodeEventStreams
{
    private static readonly EventStreamTraits<Event> _events = new()
    {
        CreateGap = static gap => new EventGap(gap),
        CreateUnknown = static json => new UnknownEvent(json),
        IsHeartbeat = OpenCodeEventJson.IsHeartbeat,
        ReadCreationTime = OpenCodeEventJson.ReadCreationTime,
        CreationTimeModulus = OpenCodeEventJson.CreationTimeModulus,
    };

    private static readonly EventStreamTraits<GlobalEvent> _globalEvents = new()
    {
        CreateGap = static gap => Wrapped(new EventGap(gap)),
        CreateUnknown = static json => Wrapped(new UnknownGlobalEventPayload(json)),
        IsHeartbeat = OpenCodeEventJson.IsHeartbeat,
        ReadCreationTime = OpenCodeEventJson.ReadCreationTime,
        CreationTimeModulus = OpenCodeEventJson.CreationTimeModulus,
    };

    private static readonly EventStreamTraits<V2Event> _v2Events = new()
    {
        CreateGap = static gap => new V2EventGap(gap),
        CreateUnknown = static json => new UnknownV2Event(json),
        IsHeartbeat = OpenCodeEventJson.IsHeartbeat,
        ReadCreationTime = OpenCodeEventJson.ReadCreationTime,
        CreationTimeModulus = OpenCodeEventJson.CreationTimeModulus,
    };

    private static readonly EventStreamTraits<SessionDurableEvent> _sessionEvents = new()
    {
        CreateGap = static gap => new SessionDurableEventGap(gap),
        CreateUnknown = static json => new UnknownSessionDurableEvent(json),
        IsHeartbeat = OpenCodeEventJson.IsHeartbeat,
        ReadCreationTime = OpenCodeEventJson.ReadCreationTime,
        CreationTimeModulus = OpenCodeEventJson.CreationTimeModulus,
        ReadSequence = OpenCodeEventJson.ReadSequence,
        CursorParameter = "after",
        RespondsAtOnce = false,
    };

    /// <returns>The traits of a stream; null for one that is not OpenCode's.</returns>
    public static EventStreamTraits? Find(Operation operation)
    {
        if (operation == OperationCatalog.EventSubscribe) return _events;
        if (operation == OperationCatalog.GlobalEvent) return _globalEvents;
        if (operation == OperationCatalog.V2EventSubscribe) return _v2Events;
        return operation == OperationCatalog.V2SessionEvents ? _sessionEvents : null;
    }

    private static GlobalEvent Wrapped(GlobalEventPayload payload) => new() { Directory = "", Payload = payload };
}
