using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OpenCode.Core;
using OpenCode.Models;

namespace OpenCode.Telemetry;

/// <summary>Makes spans, metrics and logs of what one client does.</summary>
internal sealed class ClientTelemetry(ClientSettings settings, ILoggerFactory? loggers, ClientInstruments instruments) : ClientObserver
{
    public ILogger Logger { get; } = loggers?.CreateLogger(OpenCodeTelemetry.LogCategory) ?? NullLogger.Instance;

    public ClientInstruments Instruments { get; } = instruments;

    public TimeProvider Clock { get; } = settings.TimeProvider;

    public ServerName Server { get; } = new(settings.BaseUri);

    /// <summary>The server as logs name it.</summary>
    public string ServerText { get; } = settings.Address;

    /// <inheritdoc/>
    public override bool MeasuresEvents => Instruments.EventsDelivered.Enabled || Instruments.EventLag.Enabled;

    /// <inheritdoc/>
    public override RequestObservation? BeginRequest(Operation operation)
        => AttemptSpan.IsListenedTo || Instruments.RequestDuration.Enabled || Instruments.Retries.Enabled || Logger.IsEnabled(LogLevel.Warning)
            ? new RequestTelemetry(this, operation)
            : null;

    /// <inheritdoc/>
    public override void DriftFound(OpenCodeDrift drift)
    {
        Logger.DriftFound(drift.OperationId, drift.Pointer, drift.Kind, drift.Expected, drift.Found);
        Instruments.Drifts.Add(1, new(TelemetryTags.Operation, drift.OperationId), new(TelemetryTags.DriftKind, DriftKind(drift.Kind)));
    }

    /// <inheritdoc/>
    public override void StreamStateChanged(Operation operation, EventStreamState state)
    {
        switch (state.Phase)
        {
            case EventStreamPhase.Connecting:
                Logger.StreamConnecting(operation.Id, ServerText, state.FailedAttempts);
                if (state.InterruptedSince is not null || state.FailedAttempts > 0)
                    CountReconnect(operation, state);
                break;
            case EventStreamPhase.Live:
                Logger.StreamLive(operation.Id, ServerText);
                break;
            case EventStreamPhase.WaitingToReconnect when Logger.IsEnabled(LogLevel.Warning):
                string cause = state.Error is null ? "the server ended the stream" : FailureText.Describe(state.Error);
                Logger.StreamWaiting(operation.Id, state.FailedAttempts, state.Delay?.TotalSeconds ?? 0, cause);
                break;
            case EventStreamPhase.Ended when state.Error is null or OperationCanceledException or ObjectDisposedException:
                Logger.StreamEnded(operation.Id);
                break;
            case EventStreamPhase.Ended:
                Logger.StreamFailed(operation.Id, state.FailedAttempts, FailureText.Describe(state.Error));
                break;
            default:
                break;
        }
    }

    /// <inheritdoc/>
    public override void GapFound(Operation operation, EventStreamGap gap)
    {
        Logger.StreamGap(operation.Id, gap.Since, gap.Until, gap.Reason);
        if (!Instruments.Gaps.Enabled)
            return;
        TagList tags = StreamTags(operation);
        tags.Add(TelemetryTags.GapReason, StreamGapJson.NameOf(gap.Reason));
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

        if (!Instruments.EventsDelivered.Enabled)
            return;
        TagList tags = StreamTags(operation);
        tags.Add(TelemetryTags.MessagingSystem, "opencode");
        tags.Add(TelemetryTags.MessagingOperation, "receive");
        tags.Add(TelemetryTags.MessagingDestination, operation.PathTemplate);
        Instruments.EventsDelivered.Add(1, tags);
    }

    private void CountReconnect(Operation operation, EventStreamState state)
    {
        if (!Instruments.Reconnects.Enabled)
            return;
        TagList tags = StreamTags(operation);
        if (state.Error is not null)
            tags.Add(TelemetryTags.ErrorType, FailureText.TypeOf(state.Error));
        Instruments.Reconnects.Add(1, tags);
    }

    private TagList StreamTags(Operation operation) => new()
    {
        { TelemetryTags.Operation, operation.Id },
        { TelemetryTags.ServerAddress, Server.Address },
        { TelemetryTags.ServerPort, Server.Port },
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
