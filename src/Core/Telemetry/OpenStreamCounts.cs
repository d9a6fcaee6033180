using System.Diagnostics.Metrics;
using OpenCode.Core.Events;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;

namespace OpenCode.Core.Telemetry;

/// <summary>Counts the open event streams of clients at the moment somebody measures.</summary>
/// <param name="tags">The names of the attributes.</param>
internal sealed class OpenStreamCounts(TelemetryTags tags)
{
    private readonly Lock _lock = new();

    // Weak, because a meter outlives clients, and not every client is disposed.
    private readonly List<(WeakReference<SubscriptionRegistry> Registry, ServerName Server)> _clients = [];

    /// <summary>Counts the streams of a client too, for as long as it lives.</summary>
    public void Include(SubscriptionRegistry registry, ServerName server)
    {
        lock (_lock)
        {
            _clients.RemoveAll(client => !client.Registry.TryGetTarget(out _));
            _clients.Add((new(registry), server));
        }
    }

    public IReadOnlyList<Measurement<long>> Measure()
    {
        Dictionary<(string Operation, EventStreamPhase Phase, ServerName Server), long> counts = [];
        lock (_lock)
        {
            foreach ((WeakReference<SubscriptionRegistry> reference, ServerName server) in _clients)
            {
                if (!reference.TryGetTarget(out SubscriptionRegistry? registry)) continue;
                foreach (EventSubscription subscription in registry.Snapshot())
                {
                    var key = (subscription.OperationId, subscription.State.Phase, server);
                    counts[key] = counts.GetValueOrDefault(key) + 1;
                }
            }
        }

        return [.. counts.Select(count => new Measurement<long>(
            count.Value,
            new(tags.Operation, count.Key.Operation),
            new(tags.StreamPhase, Text(count.Key.Phase)),
            new(TelemetryTags.ServerAddress, count.Key.Server.Address),
            new(TelemetryTags.ServerPort, count.Key.Server.Port)))];
    }

    private static string Text(EventStreamPhase phase) => phase switch
    {
        EventStreamPhase.NotStarted => "not_started",
        EventStreamPhase.Connecting => "connecting",
        EventStreamPhase.Live => "live",
        EventStreamPhase.WaitingToReconnect => "waiting_to_reconnect",
        _ => "ended",
    };
}
