using System.Text.Json;
using OpenCode.Core.Events;

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
        writer.WriteString("reason"u8, NameOf(gap.Reason));
        writer.WriteString("since"u8, gap.Since);
        writer.WriteString("until"u8, gap.Until);
        writer.WriteNumber("failedAttempts"u8, gap.FailedAttempts);
        if (gap.DroppedEvents is { } dropped) writer.WriteNumber("droppedEvents"u8, dropped);
        if (gap.Sequence is { } sequence) writer.WriteNumber("sequence"u8, sequence);
        if (gap.PreviousSequence is { } previous) writer.WriteNumber("previousSequence"u8, previous);
        writer.WriteEndObject();
    }

    /// <summary>What a reason is called where it is written.</summary>
    public static string NameOf(EventStreamInterruption reason) => reason switch
    {
        EventStreamInterruption.Ended => "ended",
        EventStreamInterruption.Broken => "broken",
        EventStreamInterruption.Silent => "silent",
        EventStreamInterruption.Dropped => "dropped",
        EventStreamInterruption.EventTooLarge => "event_too_large",
        EventStreamInterruption.SequenceReset => "sequence_reset",
        EventStreamInterruption.OutOfOrder => "out_of_order",
        EventStreamInterruption.DuplicateSequence => "duplicate_sequence",
        _ => "_OTHER",
    };
}
