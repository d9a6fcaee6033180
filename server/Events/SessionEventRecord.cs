using System.Globalization;
using System.Text.Json;
using OpenCode.Core.Json;
using OpenCode.Models;
using OpenCode.Server.Storage;

namespace OpenCode.Server.Events;

/// <summary>How the events of sessions are kept.</summary>
internal static class SessionEventRecord
{
    public const string Kind = "event";

    // JavaScript counts no further than 2^53.
    private const int Digits = 16;

    /// <summary>The record of an event that has a number.</summary>
    public static StoredRecord Of(ToldEvent told)
    {
        string session = told.Happened.Session!;
        return new StoredRecord(Kind, IdOf(session, told.Sequence!.Value)!, session, told.Durable);
    }

    /// <summary>The id of the event with a number; null when there is none, because it is negative.</summary>
    public static string? IdOf(string session, long sequence)
        => sequence < 0 ? null : session + sequence.ToString(CultureInfo.InvariantCulture).PadLeft(Digits, '0');

    /// <summary>The number of an event.</summary>
    public static long SequenceOf(StoredRecord record)
        => record.Id.StartsWith(record.Parent, StringComparison.Ordinal)
            && long.TryParse(record.Id.AsSpan(record.Parent.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long sequence)
                ? sequence
                : throw new StoreException(
                    $"The event '{record.Id}' of the session '{record.Parent}' has no number at its end: something else than this server made it. Remove it.");

    /// <summary>Whether the stream of a session tells events of a type. Others have numbers of the same count, but no such stream has them.</summary>
    public static bool IsTold(string type) => type.StartsWith("session.next.", StringComparison.Ordinal);

    /// <inheritdoc cref="IsTold(string)"/>
    public static bool IsTold(StoredRecord record)
    {
        Utf8JsonReader reader = new(record.Json.Span);
        reader.Read();
        return JsonDecoding.FindProperty(ref reader, "type"u8) && reader.TokenType == JsonTokenType.String && IsTold(reader.GetString()!);
    }

    /// <summary>The event as a model.</summary>
    public static SessionDurableEvent Decode(StoredRecord record) => new JsonDecoding().DecodeDocument(record.Json.Span, SessionDurableEvent.Decode);
}
