using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using OpenCode.Core.Telemetry;

namespace OpenCode.Client.Tests.Telemetry;

/// <summary>Listens to the client's spans and to the instruments of one meter.</summary>
internal sealed class TelemetryRecording : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ConcurrentQueue<Measured> _measurements = new();
    private readonly Meter? _own;
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();

    /// <summary>Listens to a meter of its own.</summary>
    public TelemetryRecording()
        : this(meter => meter.Name == OpenCodeTelemetry.MeterName && meter.Version == "recording")
        => Instruments = new ClientInstruments(_own = new Meter(OpenCodeTelemetry.MeterName, "recording"), "opencode");

    /// <summary>Listens to meters that somebody else makes.</summary>
    public TelemetryRecording(Func<Meter, bool> isWanted)
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == OpenCodeTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_activities);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (isWanted(instrument.Meter)) listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meters.Start();
    }

    public ClientInstruments? Instruments { get; }

    public IReadOnlyList<Activity> Spans => [.. _spans];

    public IReadOnlyList<Measured> Measurements => [.. _measurements];

    public IEnumerable<Measured> Of(string instrument) => _measurements.Where(measured => measured.Name == instrument);

    /// <summary>Asks the observable instruments.</summary>
    public void Observe() => _meters.RecordObservableInstruments();

    /// <summary>Everything that was recorded, as text.</summary>
    public string AllText() => string.Join('\n', Spans.Select(Text).Concat(Measurements.Select(measured => measured.ToString())));

    public void Dispose()
    {
        _activities.Dispose();
        _meters.Dispose();
        _own?.Dispose();
    }

    private static string Text(Activity span)
        => $"{span.DisplayName} {span.OperationName} {span.StatusDescription} {string.Join(", ", span.TagObjects)} {string.Join(", ", span.Baggage)} "
            + string.Join(", ", span.Events.SelectMany(e => e.Tags));

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        => _measurements.Enqueue(new Measured(instrument.Name, instrument.Unit, value, tags.ToArray().ToDictionary()));
}

/// <summary>One measurement.</summary>
internal sealed record Measured(string Name, string? Unit, double Value, IReadOnlyDictionary<string, object?> Tags)
{
    public override string ToString() => $"{Name} {Value} {string.Join(", ", Tags)}";
}
