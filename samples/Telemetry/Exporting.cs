using Microsoft.Extensions.Logging;
using OpenCode;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace TelemetrySample;

/// <summary>Sends spans, metrics and logs to a collector when there is one, and prints them otherwise. Disposing it sends what is left.</summary>
internal sealed class Exporting : IDisposable
{
    private readonly bool _hasCollector = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT"));
    private readonly TracerProvider _traces;
    private readonly MeterProvider _metrics;

    public Exporting()
    {
        TracerProviderBuilder traces = Sdk.CreateTracerProviderBuilder().AddSource(OpenCodeTelemetry.ActivitySourceName);
        MeterProviderBuilder metrics = Sdk.CreateMeterProviderBuilder().AddMeter(OpenCodeTelemetry.MeterName);
        if (_hasCollector)
        {
            traces.AddOtlpExporter();
            metrics.AddOtlpExporter();
        }
        else
        {
            traces.AddConsoleExporter();
            metrics.AddConsoleExporter();
        }

        _traces = traces.Build();
        _metrics = metrics.Build();
    }

    public ILoggingBuilder AddTo(ILoggingBuilder logging) => logging.AddOpenTelemetry(options =>
    {
        options.IncludeFormattedMessage = true;
        if (_hasCollector) options.AddOtlpExporter();
        else options.AddConsoleExporter();
    });

    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }
}
