using Microsoft.Kiota.Abstractions;
using OpenCode.Core.Events;
using OpenCode.Kiota.Streams;

namespace OpenCode.Kiota.Global.Event;

/// <content>The stream as a subscription that heals.</content>
public partial class EventRequestBuilder
{
    /// <summary>Subscribes to the events of all projects of the server. Nothing is replayed.</summary>
    /// <param name="requestConfiguration">Sets headers and query parameters of each connection; null for nothing.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>The events as they arrive; the request is sent when the enumeration begins.</returns>
    /// <exception cref="NotSupportedException">The client was not made with an adapter of <see cref="OpenCodeKiota"/>.</exception>
    public EventSubscription<StreamedEvent<Models.GlobalEvent>> SubscribeAsync(
        Action<RequestConfiguration<DefaultQueryParameters>>? requestConfiguration = null, CancellationToken cancellationToken = default)
        => EventRequests.Subscribe(
            RequestAdapter, ToGetRequestInformation(requestConfiguration), Models.GlobalEvent.CreateFromDiscriminatorValue, cancellationToken);
}
