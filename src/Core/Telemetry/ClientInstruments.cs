using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using OpenCode.Core.Options;

namespace OpenCode.Core.Telemetry;

/// <summary>The instruments of a meter. All clients of a meter share them.</summary>
internal sealed class ClientInstruments
{
    // The bucket boundaries of the HTTP convention, continued because a prompt runs for minutes.
    private static readonly InstrumentAdvice<double> _seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60, 120, 300, 600],
    };

    // A meter outlives its clients: those from one container share one, and so do all that are from none.
    private static readonly ConcurrentDictionary<(string Name, string? Version, string Prefix), ClientInstruments> _shared = new();

    private static readonly ConditionalWeakTable<Meter, ClientInstruments> _ofMeters = [];

    public ClientInstruments(Meter meter, string prefix)
    {
        RequestDuration = meter.CreateHistogram(
            prefix + ".client.request.duration", "s",
                "How long requests took, from the first attempt to the end of the response, for downloads to its headers.", tags: null, _seconds);
        Retries = meter.CreateCounter<long>(prefix + ".client.request.retries", "{retry}", "Requests that were sent once more.");
        Reconnects = meter.CreateCounter<long>(prefix + ".client.event_stream.reconnects", "{connection}", "Connections that replaced a lost one of an event stream.");
        Gaps = meter.CreateCounter<long>(prefix + ".client.event_stream.gaps", "{gap}", "Times in which event streams may have missed events.");
        EventLag = meter.CreateHistogram(
            prefix + ".client.event.lag", "s", "From the creation of an event, by the server's clock, to its delivery.", tags: null, _seconds);
        EventsDelivered = meter.CreateCounter<long>("messaging.client.consumed.messages", "{message}", "Events that were delivered to the application.");
        Drifts = meter.CreateCounter<long>(prefix + ".client.drifts", "{drift}", "Distinct differences between the responses and the spec.");
        OpenStreams = new OpenStreamCounts(new TelemetryTags(prefix));
        _ = meter.CreateObservableUpDownCounter(prefix + ".client.event_streams", OpenStreams.Measure, "{stream}", "Event streams that are open, by what they are doing.");
    }

    public Histogram<double> RequestDuration { get; }

    public Counter<long> Retries { get; }

    public Counter<long> Reconnects { get; }

    public Counter<long> Gaps { get; }

    public Histogram<double> EventLag { get; }

    public Counter<long> EventsDelivered { get; }

    public Counter<long> Drifts { get; }

    public OpenStreamCounts OpenStreams { get; }

    /// <summary>The instruments of a kind of client.</summary>
    /// <param name="profile">The client.</param>
    /// <param name="factory">Makes the meter, so that listeners may be a container's own; null for the meter of all such clients.</param>
    public static ClientInstruments Of(ClientProfile profile, IMeterFactory? factory)
    {
        if (factory is null)
        {
            return _shared.GetOrAdd(
                (profile.ProductName, profile.Version, profile.TelemetryPrefix), static key => new(new Meter(key.Name, key.Version), key.Prefix));
        }

        // A factory makes one meter of a name, and instruments of a name add up when they are made twice.
        Meter meter = factory.Create(new MeterOptions(profile.ProductName) { Version = profile.Version });
        return _ofMeters.GetValue(meter, made => new ClientInstruments(made, profile.TelemetryPrefix));
    }
}
