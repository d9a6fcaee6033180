using OpenCode.Server.Http;
using OpenCode.Server.Operations;

namespace OpenCode.Server.Events;

/// <summary>Serves all events to users of the newer API.</summary>
/// <param name="hub">Has the events.</param>
public sealed class V2EventOperations(EventHub hub) : IV2EventOperations
{
    /// <inheritdoc/>
    public IAsyncEnumerable<EventFrame> SubscribeAsync(V2EventSubscribeCall call, CancellationToken cancellationToken)
        => hub.SubscribeApiAsync(LastEventId.Of(call), cancellationToken);
}
