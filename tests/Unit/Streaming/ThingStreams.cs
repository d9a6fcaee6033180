using System.Text.Json;
using OpenCode.Client.Tests.Http;
using OpenCode.Core;

namespace OpenCode.Client.Tests.Streaming;

/// <summary>Two streams of things: one that is lost while nobody reads it, and one that resumes.</summary>
internal static class ThingStreams
{
    public static EventStreamTraits<Thing> Live { get; } = new()
    {
        CreateGap = static gap => new Thing { Name = $"gap {gap.Reason}", Note = gap.Since.ToString("mm:ss") + " " + gap.Until.ToString("mm:ss") + (gap.DroppedEvents is { } n ? $" {n}" : "") },
        CreateUnknown = static json => new Thing { Name = "unknown", Note = json.GetString() },
        IsHeartbeat = static utf8 => utf8.IndexOf("heartbeat"u8) >= 0,
        ReadCreationTime = static _ => -1,
    };

    public static EventStreamTraits<Thing> Durable { get; } = new()
    {
        CreateUnknown = static json => new Thing { Name = "unknown", Note = json.GetString() },
        IsHeartbeat = static _ => false,
        ReadCreationTime = static _ => -1,
        ReadSequence = SequenceOf,
        CursorParameter = "after",
        AnswersAtOnce = false,
    };

    /// <summary>An event; in a durable stream, with its place.</summary>
    public static string Event(string name, long? sequence = null)
        => sequence is null ? $$"""{"name":"{{name}}"}""" : $$"""{"name":"{{name}}","seq":{{sequence}}}""";

    private static long SequenceOf(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonElement.Parse(utf8).TryGetProperty("seq", out JsonElement sequence) ? sequence.GetInt64() : -1;
        }
        catch (JsonException)
        {
            return -1;
        }
    }
}
