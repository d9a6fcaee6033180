using System.Buffers.Text;
using System.Text.Json;
using OpenCode.Core;

namespace OpenCode;

/// <summary>Facts that can be read from an event's JSON whatever its type, known or not.</summary>
internal static class OpenCodeEventJson
{
    // A heartbeat is about 90 bytes; whatever is much longer need not be searched.
    private const int LongestHeartbeat = 160;

    // Identifiers begin with 12 hex digits: milliseconds times 4096 plus a counter, of which the upper bits are cut off.
    private const int TimeDigits = 12;
    private const int CounterBits = 12;

    /// <summary>Whether the event is a <c>server.heartbeat</c>, wrapped as on the global stream or not.</summary>
    public static bool IsHeartbeat(ReadOnlySpan<byte> utf8)
        => utf8.Length <= LongestHeartbeat && utf8.IndexOf("\"server.heartbeat\""u8) >= 0 && IsOfType(utf8, "server.heartbeat"u8);

    /// <summary>The sequence number of a durable event; negative when there is none.</summary>
    public static long ReadSequence(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        return Find(ref reader, "durable"u8) && Find(ref reader, "seq"u8) && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long sequence)
            ? sequence
            : -1;
    }

    /// <summary>When the event was made: milliseconds since 1970 modulo 2^36; negative when its id does not tell.</summary>
    public static long ReadCreationTime(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        if (!Find(ref reader, "id"u8))
        {
            reader = new Utf8JsonReader(utf8);
            if (!Find(ref reader, "payload"u8) || !Find(ref reader, "id"u8))
                return -1;
        }

        if (reader.TokenType != JsonTokenType.String)
            return -1;
        ReadOnlySpan<byte> id = reader.ValueSpan;
        int start = id.IndexOf((byte)'_') + 1;
        return id.Length >= start + TimeDigits
            && Utf8Parser.TryParse(id.Slice(start, TimeDigits), out long stamp, out int read, 'x')
            && read == TimeDigits
                ? stamp >> CounterBits
                : -1;
    }

    private static bool IsOfType(ReadOnlySpan<byte> utf8, ReadOnlySpan<byte> type)
    {
        var reader = new Utf8JsonReader(utf8);
        if (!Find(ref reader, "type"u8))
        {
            reader = new Utf8JsonReader(utf8);
            if (!Find(ref reader, "payload"u8) || !Find(ref reader, "type"u8))
                return false;
        }

        return reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(type);
    }

    /// <summary>Moves to the value of a property of the document, or of the object that was found last.</summary>
    private static bool Find(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        try
        {
            if (reader.TokenType == JsonTokenType.None)
                reader.Read();
            return JsonDecoding.FindProperty(ref reader, name);
        }
        catch (JsonException)
        {
            // Not JSON, or cut off: the decoder deals with that.
            return false;
        }
    }
}
