using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Serialization;
using OpenCode.Core.Events;
using OpenCode.Kiota.Requests;

namespace OpenCode.Kiota.Streams;

/// <summary>Opens the streams of Kiota's builders.</summary>
internal static class EventRequests
{
    /// <exception cref="NotSupportedException">The client has another adapter, which knows of no streams.</exception>
    public static EventSubscription<StreamedEvent<T>> Subscribe<T>(
        IRequestAdapter adapter, RequestInformation request, ParsableFactory<T> factory, CancellationToken cancellationToken)
        where T : IParsable
        => adapter is SenderRequestAdapter sender
            ? sender.Subscribe(request, factory, cancellationToken)
            : throw new NotSupportedException(
                $"{adapter.GetType()} opens no event streams. Make the client with {nameof(OpenCodeKiota)}.{nameof(OpenCodeKiota.CreateAdapter)}().");
}
