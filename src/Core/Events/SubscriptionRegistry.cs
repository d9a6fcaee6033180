namespace OpenCode.Core.Events;

/// <summary>The event subscriptions of one client that are being read, and those that failed lately. Safe for use by many threads.</summary>
internal sealed class SubscriptionRegistry(TimeProvider clock)
{
    // Spec operations are few, but a caller may subscribe to operations of his own.
    private const int MostFailures = 32;

    private readonly Lock _lock = new();
    private readonly HashSet<EventSubscription> _open = [];
    private readonly Dictionary<string, FailedSubscription> _failures = [];

    /// <summary>A subscription begins to be read. It takes the place of an earlier one to the same operation that failed.</summary>
    public void Add(EventSubscription subscription)
    {
        lock (_lock)
        {
            subscription.OpenedAt = clock.GetUtcNow();
            _open.Add(subscription);
            _failures.Remove(subscription.OperationId);
        }
    }

    /// <summary>A subscription is over; call it once its state says so. What is kept of a failed one is its last state only.</summary>
    public void Remove(EventSubscription subscription)
    {
        EventStreamState state = subscription.State;
        lock (_lock)
        {
            // A reader that leaves, cancels or disposes the client has not failed.
            if (!_open.Remove(subscription) || state.Error is null or OperationCanceledException or ObjectDisposedException) return;
            if (_failures.Count == MostFailures) _failures.Remove(_failures.MinBy(failure => failure.Value.State.Since).Key);
            _failures[subscription.OperationId] = new FailedSubscription(subscription.OperationId, state);
        }
    }

    /// <summary>The subscriptions that are being read at this moment.</summary>
    public IReadOnlyList<EventSubscription> Snapshot()
    {
        lock (_lock)
            return [.. _open];
    }

    /// <summary>The subscriptions that ended with an error and were not replaced since: the last one of each operation.</summary>
    public IReadOnlyList<FailedSubscription> Failures()
    {
        lock (_lock)
            return [.. _failures.Values];
    }
}
