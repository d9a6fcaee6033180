using System.Diagnostics.Metrics;

namespace OpenCode.Telemetry;

/// <summary>The instruments of a meter. All clients of a meter share them.</summary>
internal sealed class ClientInstruments
{
    // The bucket boundaries of the HTTP convention, continued because a prompt runs for minutes.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60, 120, 300, 600],
    };

    private static readonly Lazy<ClientInstruments> LazyShared = new(() => new(new Meter(OpenCodeTelemetry.MeterName, OpenCodeTelemetry.Version)));

    public ClientInstruments(Meter meter)
    {
        RequestDuration = meter.CreateHistogram(
            "opencode.client.request.duration", "s", "How long requests took, from the first attempt to the end of the answer, for downloads to its headers.", tags: null, Seconds);
        Retries = meter.CreateCounter<long>("opencode.client.request.retries", "{retry}", "Requests that were sent once more.");
        Reconnects = meter.CreateCounter<long>("opencode.client.event_stream.reconnects", "{connection}", "Connections that replaced a lost one of an event stream.");
        Gaps = meter.CreateCounter<long>("opencode.client.event_stream.gaps", "{gap}", "Times in which event streams may have missed events.");
        EventLag = meter.CreateHistogram(
            "opencode.client.event.lag", "s", "From the creation of an event, by the server's clock, to its delivery.", tags: null, Seconds);
        EventsDelivered = meter.CreateCounter<long>("messaging.client.consumed.messages", "{message}", "Events that were delivered to the application.");
        Drifts = meter.CreateCounter<long>("opencode.client.drifts", "{drift}", "Distinct differences between the answers and the spec.");
        OpenStreams = new OpenStreamCounts();
        _ = meter.CreateObservableUpDownCounter("opencode.client.event_streams", OpenStreams.Measure, "{stream}", "Event streams that are open, by what they are doing.");
    }

    /// <summary>The instruments of clients that are not from a service container.</summary>
    public static ClientInstruments Shared => LazyShared.Value;

    public Histogram<double> RequestDuration { get; }

    public Counter<long> Retries { get; }

    public Counter<long> Reconnects { get; }

    public Counter<long> Gaps { get; }

    public Histogram<double> EventLag { get; }

    public Counter<long> EventsDelivered { get; }

    public Counter<long> Drifts { get; }

    public OpenStreamCounts OpenStreams { get; }

    /// <summary>Instruments on the container's meters, whose listeners may be the container's own.</summary>
    public static ClientInstruments Of(IMeterFactory? factory)
        => factory is null ? Shared : new(factory.Create(new MeterOptions(OpenCodeTelemetry.MeterName) { Version = OpenCodeTelemetry.Version }));
}
