using Microsoft.Extensions.Logging;
using OpenCode.Client.Tests.Health;
using OpenCode.Client.Tests.Http;
using OpenCode.Core.Errors;
using OpenCode.Core.Events;
using OpenCode.Core.Json;
using OpenCode.Core.Telemetry;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Client.Tests.Telemetry;

[Collection(OneAtATime.Name)]
public sealed class StreamTelemetryTests : IDisposable
{
    private readonly TelemetryRecording _recording = new();
    private readonly RecordingLoggers _loggers = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly ClientTelemetry _telemetry;

    public StreamTelemetryTests()
        => _telemetry = new ClientTelemetry(Samples.Resolve(new() { TimeProvider = _clock, LoggerFactory = _loggers }, _ => null), _recording.Instruments!);

    public void Dispose() => _recording.Dispose();

    public static TheoryData<EventStreamState, int, LogLevel, string> States => new()
    {
        { new() { Phase = EventStreamPhase.Connecting, Since = default }, 200, LogLevel.Debug, "connecting" },
        { new() { Phase = EventStreamPhase.Live, Since = default }, 201, LogLevel.Information, "live" },
        { new() { Phase = EventStreamPhase.WaitingToReconnect, Since = default, FailedAttempts = 3, Delay = TimeSpan.FromSeconds(4) }, 202, LogLevel.Warning,
            "3 failed attempt(s), the next in 4.000 s" },
        { new() { Phase = EventStreamPhase.Ended, Since = default }, 203, LogLevel.Debug, "closed" },
        { new() { Phase = EventStreamPhase.Ended, Since = default, Error = new OperationCanceledException() }, 203, LogLevel.Debug, "closed" },
        { new() { Phase = EventStreamPhase.Ended, Since = default, Error = new ApiTimeoutException("x", BudgetKind.Total, default) }, 204, LogLevel.Error,
            "Total" },
    };

    [Theory]
    [MemberData(nameof(States))]
    public void States_are_logged(EventStreamState state, int id, LogLevel level, string text)
    {
        _telemetry.StreamStateChanged(Samples.Watch, state);

        LogEntry entry = Assert.Single(_loggers.Entries);
        Assert.Equal((id, level), (entry.Id.Id, entry.Level));
        Assert.Contains(text, entry.Text, StringComparison.Ordinal);
        Assert.Empty(_recording.Measurements);
    }

    [Fact]
    public void Connections_after_the_first_are_counted()
    {
        _telemetry.StreamStateChanged(Samples.Watch, new() { Phase = EventStreamPhase.Connecting, Since = default });
        _telemetry.StreamStateChanged(Samples.Watch,
            new() { Phase = EventStreamPhase.Connecting, Since = default, InterruptedSince = default(DateTimeOffset) });
        _telemetry.StreamStateChanged(Samples.Watch, new()
        {
            Phase = EventStreamPhase.Connecting,
            Since = default,
            FailedAttempts = 1,
            Error = new ApiConnectionException("x", ConnectionFailureKind.Refused, "a"),
        });

        Assert.Collection(
            _recording.Of("opencode.client.event_stream.reconnects"),
            orderly => Assert.False(orderly.Tags.ContainsKey("error.type")),
            broken =>
                Assert.Equal(("connection_error", "thing.watch", "127.0.0.1", 4096), (broken.Tags["error.type"], broken.Tags["opencode.operation"],
                    broken.Tags["server.address"], broken.Tags["server.port"])));
    }

    [Fact]
    public void Gap_is_a_warning_and_counted()
    {
        _telemetry.GapFound(Samples.Watch, new() { Reason = EventStreamInterruption.Silent, Since = _clock.Start, Until = _clock.Start });

        Assert.Equal((205, LogLevel.Warning), (_loggers.Entries[0].Id.Id, _loggers.Entries[0].Level));
        Assert.Equal("silent", Assert.Single(_recording.Of("opencode.client.event_stream.gaps")).Tags["opencode.gap.reason"]);
    }

    [Fact]
    public void Drift_is_a_warning_and_counted()
    {
        _telemetry.DriftFound(new("thing.get", "/name", JsonDriftKind.WrongType, "string", "number"));

        Assert.Equal((300, LogLevel.Warning), (_loggers.Entries[0].Id.Id, _loggers.Entries[0].Level));
        Assert.Equal("wrong_type", Assert.Single(_recording.Of("opencode.client.drifts")).Tags["opencode.drift.kind"]);
    }

    [Fact]
    public void Events_are_consumed_messages_with_a_lag()
    {
        _clock.Advance(TimeSpan.FromSeconds(2));
        _telemetry.EventDelivered(Samples.Watch, _clock.Start);
        _telemetry.EventDelivered(Samples.Watch, _clock.Start.AddMinutes(1));
        _telemetry.EventDelivered(Samples.Watch, null);

        Assert.Equal([2d, 0d], _recording.Of("opencode.client.event.lag").Select(measured => measured.Value));
        Measured[] messages = [.. _recording.Of("messaging.client.consumed.messages")];
        Assert.Equal(3, messages.Length);
        Assert.Equal(
            ("opencode", "receive", "/thing/{thingID}"),
            (messages[0].Tags["messaging.system"], messages[0].Tags["messaging.operation.name"], messages[0].Tags["messaging.destination.template"]));
    }

    [Fact]
    public void Open_streams_are_counted_by_phase()
    {
        var registry = new SubscriptionRegistry(_clock);
        _recording.Instruments!.OpenStreams.Include(registry, _telemetry.Server);
        var live = new FakeSubscription(Samples.Watch, EventStreamPhase.Live);
        registry.Add(live);
        registry.Add(new FakeSubscription(Samples.Watch, EventStreamPhase.Live));
        registry.Add(new FakeSubscription(Samples.Watch, EventStreamPhase.WaitingToReconnect));
        _recording.Observe();
        registry.Remove(live);
        _recording.Observe();

        Assert.Equal(
            [("live", 2d), ("waiting_to_reconnect", 1d), ("live", 1d), ("waiting_to_reconnect", 1d)],
            _recording.Of("opencode.client.event_streams").Select(measured => ((string)measured.Tags["opencode.stream.phase"]!, measured.Value)));
    }
}
