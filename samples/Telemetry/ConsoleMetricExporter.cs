using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace TelemetrySample;

/// <summary>Prints metrics, one a line for each set of attributes.</summary>
internal sealed class ConsoleMetricExporter : BaseExporter<Metric>
{
    public override ExportResult Export(in Batch<Metric> batch)
    {
        foreach (Metric metric in batch)
        {
            foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
                Console.WriteLine($"metric: {metric.Name} = {Value(metric, point)} {metric.Unit} {Tags(point)}");
        }

        return ExportResult.Success;
    }

    private static string Value(Metric metric, in MetricPoint point) => metric.MetricType switch
    {
        MetricType.Histogram => $"{point.GetHistogramCount()} times, {point.GetHistogramSum():0.000}",
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => $"{point.GetSumDouble():0.###}",
        _ => point.GetSumLong().ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private static string Tags(in MetricPoint point)
    {
        List<string> tags = [];
        foreach (KeyValuePair<string, object?> tag in point.Tags)
            tags.Add($"{tag.Key}={tag.Value}");
        return string.Join(", ", tags);
    }
}
