using System.Runtime.ExceptionServices;

namespace OpenCode.Core.Events;

/// <summary>A subscription to an event stream, whatever its events are. Its properties can be read by any thread at any time.</summary>
public abstract class EventSubscription
{
    /// <summary>Creates a subscription.</summary>
    /// <param name="operationId">The operation, for example <c>event.subscribe</c>.</param>
    protected EventSubscription(string operationId) => OperationId = operationId;

    /// <summary>The operation, for example <c>event.subscribe</c>.</summary>
    public string OperationId { get; }

    /// <summary>When its reader began to read it; null before that.</summary>
    public DateTimeOffset? OpenedAt { get; internal set; }

    /// <summary>What the stream is doing now.</summary>
    public abstract EventStreamState State { get; }

    /// <summary>
    /// The sequence number of the last event that the reader took; before the first one, the number the subscription began
    /// after. Null for streams that cannot be resumed, and for a stream from its beginning.
    /// </summary>
    /// <remarks>Store it when an event was dealt with, and pass it as <c>after</c> to go on from there another day.</remarks>
    public abstract long? Position { get; }

    /// <summary>Raised when <see cref="State"/> changes, on the thread that changed it, one change at a time. Handlers must be quick.</summary>
    /// <remarks>
    /// What a handler throws ends the stream: the enumeration throws it once, after the events that came before, unless the stream ends with
    /// an error of its own. The other handlers hear of the state nevertheless. Disposing the enumerator never throws it.
    /// </remarks>
    public event EventHandler<EventStreamState>? StateChanged;

    /// <summary>Makes a subscription of events from anywhere: a test's own, or those of another subscription, filtered or recorded.</summary>
    /// <typeparam name="T">One event.</typeparam>
    /// <param name="events">The events; enumerated once, when the subscription is.</param>
    /// <param name="operationId">The operation that the subscription says it is of.</param>
    /// <param name="timeProvider">The clock of its states; null for the system's.</param>
    /// <returns>The subscription. It is live while it is enumerated, and has no position.</returns>
    public static EventSubscription<T> From<T>(IAsyncEnumerable<T> events, string operationId = "", TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(events);
        return new ForeignSubscription<T>(events, operationId, timeProvider ?? TimeProvider.System);
    }

    /// <summary>Raises <see cref="StateChanged"/>.</summary>
    /// <param name="state">The new state.</param>
    protected void RaiseStateChanged(EventStreamState state)
    {
        ExceptionDispatchInfo? thrown = null;
        foreach (EventHandler<EventStreamState> handler in Delegate.EnumerateInvocationList(StateChanged))
        {
            try
            {
                handler(this, state);
            }
            catch (Exception e)
            {
                thrown ??= ExceptionDispatchInfo.Capture(e);
            }
        }

        thrown?.Throw();
    }
}
