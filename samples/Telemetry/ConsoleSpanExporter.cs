using System.Diagnostics;
using OpenTelemetry;

namespace TelemetrySample;

/// <summary>Prints spans, one a line.</summary>
internal sealed class ConsoleSpanExporter : BaseExporter<Activity>
{
    public override ExportResult Export(in Batch<Activity> batch)
    {
        foreach (Activity span in batch)
            Console.WriteLine($"span: {span.DisplayName}, {span.Duration.TotalMilliseconds:0} ms, {span.Status}: {string.Join(", ", span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))}");
        return ExportResult.Success;
    }
}
