using System.Text.Json;
using OpenCode.Client.Tests.Http;
using OpenCode.Core.Events;
using OpenCode.Core.Json;

namespace OpenCode.Client.Tests.Streaming;

/// <summary>Two streams of things: one that is lost while nobody reads it, and one that resumes.</summary>
internal static class ThingStreams
{
    public static EventStreamTraits<Thing> Live { get; } = new()
    {
        CreateGap = static gap =>
            new Thing
            {
                Name = $"gap {gap.Reason}",
                Note = gap.Since.ToString("mm:ss") + " " + gap.Until.ToString("mm:ss")
                + (gap.DroppedEvents is { } n ? $" {n}" : "")
            },
        CreateUnknown = static json => new Thing { Name = "unknown", Note = json.GetString() },
        IsHeartbeat = static utf8 => utf8.IndexOf("heartbeat"u8) >= 0,
        ReadCreationTime = static _ => -1,
    };

    public static EventStreamTraits<Thing> Durable { get; } = new()
    {
        CreateGap = static gap => new Thing { Name = $"gap {gap.Reason}", Note = $"{gap.PreviousSequence} {gap.Sequence} {gap.DroppedEvents}" },
        CreateUnknown = static json => new Thing { Name = "unknown", Note = json.GetString() },
        IsHeartbeat = static _ => false,
        ReadCreationTime = static _ => -1,
        ReadSequence = SequenceOf,
        CursorParameter = "after",
        RespondsAtOnce = false,
    };

    /// <summary>An event; in a durable stream, with its place.</summary>
    public static string Event(string name, long? sequence = null)
        => sequence is null ? $$"""{"name":"{{name}}"}""" : $$"""{"name":"{{name}}","seq":{{sequence}}}""";

    private static EventSequence SequenceOf(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        try
        {
            return reader.Read() && JsonDecoding.FindProperty(ref reader, "seq"u8)
                ? new EventSequence(reader.GetInt64(), null)
                : new EventSequence(-1, new JsonDrift("/seq", JsonDriftKind.MissingProperty, "a number", "nothing"));
        }
        catch (JsonException)
        {
            return new EventSequence(-1, null);
        }
    }
}
