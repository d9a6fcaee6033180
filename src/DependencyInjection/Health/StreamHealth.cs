using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenCode.Core.Events;

namespace OpenCode.DependencyInjection.Health;

/// <summary>What an event stream means for the health of its client.</summary>
/// <param name="OperationId">Its operation.</param>
/// <param name="State">Its state.</param>
/// <param name="Status">The judgement.</param>
/// <param name="Reason">Why it is not healthy; null when it is.</param>
internal sealed record StreamHealth(string OperationId, EventStreamState State, HealthStatus Status, string? Reason)
{
    /// <summary>Judges the streams of a client, the worst first.</summary>
    public static IReadOnlyList<StreamHealth> Of(
        IEnumerable<EventSubscription> open, IEnumerable<FailedSubscription> failed, OpenCodeHealthCheckOptions options, DateTimeOffset now)
        =>
        [
            .. failed
                .Where(failure => now - failure.State.Since < options.FailureMemory)
                .Select(failure => new StreamHealth(
                    failure.OperationId, failure.State, HealthStatus.Unhealthy, $"{failure.OperationId} ended with an error"))
                .Concat(open.Select(subscription => Of(subscription, options, now)))
                .OrderBy(stream => stream.Status)
                .ThenBy(stream => stream.OperationId, StringComparer.Ordinal),
        ];

    private static StreamHealth Of(EventSubscription open, OpenCodeHealthCheckOptions options, DateTimeOffset now)
    {
        string operation = open.OperationId;
        EventStreamState state = open.State;

        // A first connection may wait for long without anything being wrong: some streams send nothing before their first event.
        bool isWell = state.Phase is EventStreamPhase.Live or EventStreamPhase.NotStarted or EventStreamPhase.Ended
            || (state.Phase == EventStreamPhase.Connecting && state.FailedAttempts == 0 && state.InterruptedSince is null);
        if (isWell) return new StreamHealth(operation, state, HealthStatus.Healthy, null);

        // Without a connection there never were events, so the interruption began with the subscription.
        DateTimeOffset since = state.InterruptedSince ?? open.OpenedAt ?? now;
        return now - since > options.InterruptionLimit
            ? new StreamHealth(operation, state, HealthStatus.Unhealthy, $"{operation} is interrupted for longer than {options.InterruptionLimit:c}")
            : new StreamHealth(operation, state, HealthStatus.Degraded, $"{operation} is interrupted");
    }
}
