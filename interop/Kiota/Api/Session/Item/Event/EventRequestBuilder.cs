using Microsoft.Kiota.Abstractions;
using OpenCode.Core.Events;
using OpenCode.Kiota.Streams;

namespace OpenCode.Kiota.Api.Session.Item.Event;

/// <content>The stream as a subscription that heals.</content>
public partial class EventRequestBuilder
{
    /// <summary>Subscribes to the events of a session from a sequence number on: what is missed while the connection is broken is sent after.</summary>
    /// <param name="requestConfiguration">Sets headers and query parameters of each connection; null for nothing.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>The events as they arrive; the request is sent when the enumeration begins.</returns>
    /// <exception cref="NotSupportedException">The client was not made with an adapter of <see cref="OpenCodeKiota"/>.</exception>
    public EventSubscription<StreamedEvent<Models.SessionDurableEvent>> SubscribeAsync(
        Action<RequestConfiguration<EventRequestBuilderGetQueryParameters>>? requestConfiguration = null, CancellationToken cancellationToken = default)
        => EventRequests.Subscribe(
            RequestAdapter, ToGetRequestInformation(requestConfiguration), Models.SessionDurableEvent.CreateFromDiscriminatorValue, cancellationToken);
}
