using OpenCode.Core.Events;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;

namespace OpenCode.Core.Observing;

/// <summary>
/// Hears what a client does, for logs, traces and metrics. It is called on the threads that do the work, must be quick and
/// must not throw. Nothing it is given holds credentials, except for the headers of a message.
/// </summary>
internal abstract class ClientObserver
{
    /// <summary>Hears nothing.</summary>
    public static ClientObserver None { get; } = new NoObserver();

    /// <summary>Whether <see cref="EventDelivered"/> has a listener: it is called for every single event.</summary>
    public abstract bool MeasuresEvents { get; }

    /// <summary>A request begins, before its first attempt. Event streams are reported as states, but their connections are requests too.</summary>
    /// <returns>What hears the rest; null when nobody listens.</returns>
    public abstract RequestObservation? BeginRequest(Operation operation);

    /// <summary>A response differs from the spec in a place that did not differ before.</summary>
    public abstract void DriftFound(ResponseDrift drift);

    /// <summary>An event stream came into another state.</summary>
    public abstract void StreamStateChanged(Operation operation, EventStreamState state);

    /// <summary>Events may have been missed, and the consumer of the stream is told so.</summary>
    public abstract void GapFound(Operation operation, EventStreamGap gap);

    /// <summary>An event goes to its consumer.</summary>
    /// <param name="operation">The event stream.</param>
    /// <param name="createdAt">When the server made the event, by its own clock; null when the event does not tell.</param>
    public abstract void EventDelivered(Operation operation, DateTimeOffset? createdAt);

    private sealed class NoObserver : ClientObserver
    {
        public override bool MeasuresEvents => false;

        public override RequestObservation? BeginRequest(Operation operation) => null;

        public override void DriftFound(ResponseDrift drift)
        {
        }

        public override void StreamStateChanged(Operation operation, EventStreamState state)
        {
        }

        public override void GapFound(Operation operation, EventStreamGap gap)
        {
        }

        public override void EventDelivered(Operation operation, DateTimeOffset? createdAt)
        {
        }
    }
}
