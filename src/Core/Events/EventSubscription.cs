using System.Runtime.ExceptionServices;
using OpenCode.Core;

namespace OpenCode;

/// <summary>A subscription to an event stream, whatever its events are. Its properties can be read by any thread at any time.</summary>
public abstract class EventSubscription
{
    private protected EventSubscription(Operation operation) => OperationId = operation.Id;

    /// <summary>The operation, for example <c>event.subscribe</c>.</summary>
    public string OperationId { get; }

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

    private protected void RaiseStateChanged(EventStreamState state)
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
