using System.Buffers.Text;
using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using OpenCode.Core.Events;
using OpenCode.Core.Json;

namespace OpenCode.Events;

/// <summary>Facts that can be read from an event's JSON whatever its type, known or not: for clients of OpenCode with types of their own.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class OpenCodeEventJson
{
    // A heartbeat is about 90 bytes; whatever is much longer need not be searched.
    private const int LongestHeartbeat = 160;

    // Identifiers begin with 12 hex digits: milliseconds times 4096 plus a counter, of which the upper bits are cut off.
    private const int TimeDigits = 12;
    private const int CounterBits = 12;

    private const NumberStyles Lenient = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowLeadingSign;

    // Deeper than the decoder goes: an event that it refuses has a place nevertheless.
    private static readonly JsonReaderOptions _anyDepth = new() { MaxDepth = int.MaxValue };

    private static readonly JsonDrift _noSequence = Drift(JsonDriftKind.MissingProperty, "nothing");
    private static readonly JsonDrift _otherNumber = Drift(JsonDriftKind.WrongType, nameof(JsonTokenType.Number));
    private static readonly JsonDrift _textSequence = Drift(JsonDriftKind.WrongType, nameof(JsonTokenType.String));
    private static readonly JsonDrift _otherSequence = Drift(JsonDriftKind.WrongType, "something else");

    /// <summary>Whether the event is a <c>server.heartbeat</c>, wrapped as on the global stream or not.</summary>
    /// <param name="utf8">The data of one event.</param>
    public static bool IsHeartbeat(ReadOnlySpan<byte> utf8)
        => utf8.Length <= LongestHeartbeat && utf8.IndexOf("\"server.heartbeat\""u8) >= 0 && IsOfType(utf8, "server.heartbeat"u8);

    /// <summary>The sequence number of a durable event, also one that is written as no integer should be.</summary>
    /// <param name="utf8">The data of one event.</param>
    public static EventSequence ReadSequence(ReadOnlySpan<byte> utf8)
    {
        Utf8JsonReader reader = Open(utf8);
        try
        {
            if (!FindAny(ref reader, "durable"u8) || !FindAny(ref reader, "seq"u8)) return new EventSequence(-1, _noSequence);
            if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long number) && number >= 0) return new EventSequence(number, null);
            decimal? lenient = reader.TokenType switch
            {
                JsonTokenType.Number when reader.TryGetDecimal(out decimal plain) => plain,
                JsonTokenType.String when decimal.TryParse(reader.GetString(), Lenient, CultureInfo.InvariantCulture, out decimal plain) => plain,
                _ => null,
            };
            JsonDrift drift = reader.TokenType switch
            {
                JsonTokenType.Number => _otherNumber,
                JsonTokenType.String => _textSequence,
                _ => _otherSequence,
            };
            bool isWhole = lenient is { } value && value >= 0 && value == decimal.Truncate(value);
            return new EventSequence(isWhole ? (long)Math.Min(lenient!.Value, long.MaxValue) : -1, drift);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, cut off, or a text that is not UTF-8: the decoder deals with that.
            return new EventSequence(-1, null);
        }
    }

    /// <summary>After so many milliseconds the times in ids begin again at zero.</summary>
    public const long CreationTimeModulus = 1L << ((TimeDigits * 4) - CounterBits);

    /// <summary>When the event was made: milliseconds since 1970 modulo 2^36; negative when its id does not tell.</summary>
    /// <param name="utf8">The data of one event.</param>
    public static long ReadCreationTime(ReadOnlySpan<byte> utf8)
    {
        Utf8JsonReader reader = Open(utf8);
        if (!Find(ref reader, "id"u8))
        {
            reader = Open(utf8);
            if (!Find(ref reader, "payload"u8) || !Find(ref reader, "id"u8)) return -1;
        }

        if (reader.TokenType != JsonTokenType.String) return -1;
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
        Utf8JsonReader reader = Open(utf8);
        if (!Find(ref reader, "type"u8))
        {
            reader = Open(utf8);
            if (!Find(ref reader, "payload"u8) || !Find(ref reader, "type"u8)) return false;
        }

        return reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(type);
    }

    private static Utf8JsonReader Open(ReadOnlySpan<byte> utf8) => new(utf8, _anyDepth);

    private static JsonDrift Drift(JsonDriftKind kind, string found) => new("/durable/seq", kind, "a sequence number", found);

    /// <summary>Moves to the value of a property of the document, or of the object that was found last.</summary>
    /// <exception cref="JsonException">The text is no JSON as far as it had to be read.</exception>
    private static bool FindAny(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (reader.TokenType == JsonTokenType.None) reader.Read();
        return JsonDecoding.FindProperty(ref reader, name);
    }

    private static bool Find(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        try
        {
            return FindAny(ref reader, name);
        }
        catch (JsonException)
        {
            // Not JSON, or cut off: the decoder deals with that.
            return false;
        }
    }
}
