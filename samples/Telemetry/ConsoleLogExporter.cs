using OpenTelemetry;
using OpenTelemetry.Logs;

namespace TelemetrySample;

/// <summary>Prints logs, one a line.</summary>
internal sealed class ConsoleLogExporter : BaseExporter<LogRecord>
{
    public override ExportResult Export(in Batch<LogRecord> batch)
    {
        foreach (LogRecord record in batch)
            Console.WriteLine($"log: {record.LogLevel} {record.EventId.Id} {record.EventId.Name}: {record.FormattedMessage}");
        return ExportResult.Success;
    }
}
