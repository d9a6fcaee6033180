using OpenCode.Server.Http;
using OpenCode.Server.Locations;
using OpenCode.Server.Operations;

namespace OpenCode.Server.Events;

/// <summary>Serves the events of a folder.</summary>
/// <param name="hub">Has the events.</param>
/// <param name="locations">Finds the folder.</param>
public sealed class EventOperations(EventHub hub, LocationResolver locations) : IEventOperations
{
    /// <inheritdoc/>
    public IAsyncEnumerable<EventFrame> SubscribeAsync(EventSubscribeCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        return hub.SubscribeAsync(locations.Find(call, call.Directory).Directory, LastEventId.Of(call), cancellationToken);
    }
}
