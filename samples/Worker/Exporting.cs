using OpenCode;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace WorkerSample;

/// <summary>Prints the spans of requests to the OpenCode server as they end, and metrics every minute.</summary>
internal sealed class Exporting : IDisposable
{
    private const int Minute = 60_000;

    private readonly TracerProvider _traces = Sdk.CreateTracerProviderBuilder().AddSource(OpenCodeTelemetry.ActivitySourceName).AddConsoleExporter().Build();
    private readonly MeterProvider _metrics = Sdk.CreateMeterProviderBuilder().AddMeter(OpenCodeTelemetry.MeterName)
        .AddConsoleExporter(static (_, reader) => reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = Minute).Build();

    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }
}
