using System.Globalization;
using OpenCode.Core.Errors;
using OpenCode.Core.Events;
using OpenCode.Core.Options;
using OpenCode.Models;

namespace OpenCode.Requests;

/// <content>Subscribing from where an earlier subscription ended.</content>
public sealed partial class ApiSessionItemEventRequestBuilder
{
    /// <summary>Subscribes to the events of a session after a sequence number: those of the past first, then new ones as they happen.</summary>
    /// <remarks>
    /// Every event comes exactly once and in order, however often the connection is lost; where the server's numbers do not allow that, a
    /// <see cref="SessionDurableEventGap"/> says so. Store
    /// <see cref="EventSubscription.Position"/> to go on another day.
    /// <para>Operation <c>v2.session.events</c>: <c>GET /api/session/{sessionID}/event</c>.</para>
    /// <para>The server does not answer at all before there is an event to send; that is not a failure, and no limit applies.</para>
    /// </remarks>
    /// <param name="after">The sequence number of the last event that is known; null for all events from the beginning.</param>
    /// <param name="options">How the stream survives interruptions and slow readers; null for the client's options.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>The events; the request is sent when the enumeration begins.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The sequence number is negative.</exception>
    /// <exception cref="ApiNotFoundException">There is no such session.</exception>
    public EventSubscription<SessionDurableEvent> SubscribeAsync(
        long? after, EventStreamOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (after is { } number) ArgumentOutOfRangeException.ThrowIfNegative(number, nameof(after));
        return SubscribeAsync(
            configuration =>
            {
                configuration.Query.After = after?.ToString(CultureInfo.InvariantCulture);
                configuration.Stream = options;
            },
            cancellationToken);
    }
}
