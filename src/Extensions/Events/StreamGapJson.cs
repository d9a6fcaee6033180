using System.Text.Json;

namespace OpenCode.Models;

/// <summary>How a gap looks among events that are written as JSON.</summary>
internal static class StreamGapJson
{
    public const string Type = "client.gap";

    public static void Write(Utf8JsonWriter writer, EventStreamGap gap)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteString("type"u8, Type);
        writer.WriteString("reason"u8, gap.Reason switch
        {
            EventStreamInterruption.Ended => "ended",
            EventStreamInterruption.Silent => "silent",
            EventStreamInterruption.Dropped => "dropped",
            _ => "broken",
        });
        writer.WriteString("since"u8, gap.Since);
        writer.WriteString("until"u8, gap.Until);
        writer.WriteNumber("failedAttempts"u8, gap.FailedAttempts);
        if (gap.DroppedEvents is { } dropped)
            writer.WriteNumber("droppedEvents"u8, dropped);
        writer.WriteEndObject();
    }
}
