using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OpenCode.Core.Errors;
using OpenCode.Core.Events;
using OpenCode.Core.Json;
using OpenCode.Core.Observing;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;

namespace OpenCode.Core.Telemetry;

/// <summary>Makes spans, metrics and logs of what one client does.</summary>
/// <param name="settings">The client's settings.</param>
/// <param name="instruments">Where it counts; null for the instruments of the client's own meter.</param>
internal sealed class ClientTelemetry(ClientSettings settings, ClientInstruments? instruments = null) : ClientObserver
{
    public ILogger Logger { get; } = settings.LoggerFactory?.CreateLogger(settings.Profile.ProductName) ?? NullLogger.Instance;

    public ClientInstruments Instruments { get; } = instruments ?? ClientInstruments.Of(settings.Profile, settings.MeterFactory);

    public AttemptSpans Spans { get; } = AttemptSpans.Of(settings.Profile);

    public TelemetryTags Tags { get; } = new(settings.Profile.TelemetryPrefix);

    public TimeProvider Clock { get; } = settings.TimeProvider;

    public ServerName Server { get; } = new(settings.BaseUri);

    /// <summary>The server as logs name it.</summary>
    public string ServerText { get; } = settings.Address;

    /// <inheritdoc/>
    public override bool MeasuresEvents => Instruments.EventsDelivered.Enabled || Instruments.EventLag.Enabled;

    /// <inheritdoc/>
    public override RequestObservation? BeginRequest(Operation operation)
        => Spans.IsListenedTo || Instruments.RequestDuration.Enabled || Instruments.Retries.Enabled || Logger.IsEnabled(LogLevel.Warning)
            ? new RequestTelemetry(this, operation)
            : null;

    /// <summary>Counts the open streams of a client, for as long as it lives.</summary>
    public void Include(SubscriptionRegistry subscriptions) => Instruments.OpenStreams.Include(subscriptions, Server);

    /// <inheritdoc/>
    public override void DriftFound(ResponseDrift drift)
    {
        Logger.DriftFound(drift.OperationId, drift.Pointer, drift.Kind, drift.Expected, drift.Found);
        Instruments.Drifts.Add(1, new(Tags.Operation, drift.OperationId), new(Tags.DriftKind, DriftKind(drift.Kind)));
    }

    /// <inheritdoc/>
    public override void StreamStateChanged(Operation operation, EventStreamState state)
    {
        switch (state.Phase)
        {
            case EventStreamPhase.Connecting:
                Logger.StreamConnecting(operation.Id, ServerText, state.FailedAttempts);
                if (state.InterruptedSince is not null || state.FailedAttempts > 0) CountReconnect(operation, state);
                break;
            case EventStreamPhase.Live:
                Logger.StreamLive(operation.Id, ServerText);
                break;
            case EventStreamPhase.WaitingToReconnect when Logger.IsEnabled(LogLevel.Warning):
                string cause = state.Error is null ? "the server ended the stream" : FailureDescription.Describe(state.Error);
                Logger.StreamWaiting(operation.Id, state.FailedAttempts, state.Delay?.TotalSeconds ?? 0, cause);
                break;
            case EventStreamPhase.Ended when state.Error is null or OperationCanceledException or ObjectDisposedException:
                Logger.StreamEnded(operation.Id);
                break;
            case EventStreamPhase.Ended:
                Logger.StreamFailed(operation.Id, state.FailedAttempts, FailureDescription.Describe(state.Error));
                break;
            default:
                break;
        }
    }

    /// <inheritdoc/>
    public override void GapFound(Operation operation, EventStreamGap gap)
    {
        Logger.StreamGap(operation.Id, gap.Since, gap.Until, gap.Reason);
        if (!Instruments.Gaps.Enabled) return;
        TagList tags = StreamTags(operation);
        tags.Add(Tags.GapReason, GapReason(gap.Reason));
        Instruments.Gaps.Add(1, tags);
    }

    /// <inheritdoc/>
    public override void EventDelivered(Operation operation, DateTimeOffset? createdAt)
    {
        if (Instruments.EventLag.Enabled && createdAt is { } created)
        {
            // The two clocks may differ, and an event from the future has no lag.
            double lag = Math.Max(0, (Clock.GetUtcNow() - created).TotalSeconds);
            Instruments.EventLag.Record(lag, StreamTags(operation));
        }

        if (!Instruments.EventsDelivered.Enabled) return;
        TagList tags = StreamTags(operation);
        tags.Add(TelemetryTags.MessagingSystem, settings.Profile.TelemetryPrefix);
        tags.Add(TelemetryTags.MessagingOperation, "receive");
        tags.Add(TelemetryTags.MessagingDestination, operation.PathTemplate);
        Instruments.EventsDelivered.Add(1, tags);
    }

    private void CountReconnect(Operation operation, EventStreamState state)
    {
        if (!Instruments.Reconnects.Enabled) return;
        TagList tags = StreamTags(operation);
        if (state.Error is not null) tags.Add(TelemetryTags.ErrorType, FailureDescription.TypeOf(state.Error));
        Instruments.Reconnects.Add(1, tags);
    }

    private TagList StreamTags(Operation operation) => new()
    {
        { Tags.Operation, operation.Id },
        { TelemetryTags.ServerAddress, Server.Address },
        { TelemetryTags.ServerPort, Server.Port },
    };

    private static string GapReason(EventStreamInterruption reason) => reason switch
    {
        EventStreamInterruption.Ended => "ended",
        EventStreamInterruption.Broken => "broken",
        EventStreamInterruption.Silent => "silent",
        EventStreamInterruption.Dropped => "dropped",
        EventStreamInterruption.EventTooLarge => "event_too_large",
        EventStreamInterruption.SequenceReset => "sequence_reset",
        EventStreamInterruption.OutOfOrder => "out_of_order",
        EventStreamInterruption.DuplicateSequence => "duplicate_sequence",
        _ => "_OTHER",
    };

    private static string DriftKind(JsonDriftKind kind) => kind switch
    {
        JsonDriftKind.MissingProperty => "missing_property",
        JsonDriftKind.WrongType => "wrong_type",
        JsonDriftKind.UnexpectedNull => "unexpected_null",
        JsonDriftKind.UnknownVariant => "unknown_variant",
        JsonDriftKind.WrongConstant => "wrong_constant",
        JsonDriftKind.InvalidUtf8 => "invalid_utf8",
        _ => "_OTHER",
    };
}
