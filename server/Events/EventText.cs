using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpenCode.Core.Json;

namespace OpenCode.Server.Events;

/// <summary>Writes events as the streams carry them.</summary>
internal static class EventText
{
    // What the original says of an event that is about no folder.
    private const string NoDirectory = "global";

    private static readonly JsonWriterOptions _writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>A comment that keeps a connection.</summary>
    public static byte[] Comment { get; } = [.. ": heartbeat\n\n"u8];

    /// <summary>What an event is about, on one line.</summary>
    public static byte[] DataOf(IJsonModel data)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, _writing)) data.WriteTo(writer);
        byte[] json = buffer.WrittenSpan.ToArray();

        // What somebody sent with line breaks is written as it came. They can stand between values only, and would end a line of the stream.
        json.AsSpan().ReplaceAny(SearchValues.Create("\r\n"u8), (byte)' ');
        return json;
    }

    /// <summary>A piece of a stream with an event.</summary>
    public static byte[] Frame(EventForm form, ToldEvent told) => Frame(told.Id, w => Write(w, form, told));

    /// <summary>A piece with an event of the stream itself, such as a heartbeat.</summary>
    /// <param name="form">How the stream writes events.</param>
    /// <param name="position">The id that a client comes back with; null to leave it where it is.</param>
    /// <param name="id">The id of the event.</param>
    /// <param name="type">The type of the event.</param>
    public static byte[] Frame(EventForm form, string? position, string id, string type) => Frame(position, w =>
    {
        w.WriteStartObject();
        if (form == EventForm.Global) w.WriteStartObject("payload"u8);
        w.WriteString("id"u8, id);
        w.WriteString("type"u8, type);
        w.WriteStartObject(form == EventForm.Api ? "data"u8 : "properties"u8);
        w.WriteEndObject();
        if (form == EventForm.Global) w.WriteEndObject();
        w.WriteEndObject();
    });

    /// <summary>A piece of a session's stream.</summary>
    public static byte[] Frame(long sequence, ReadOnlySpan<byte> json)
        => [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {sequence}\ndata: ")), .. json, .. "\n\n"u8];

    /// <summary>An event as the stream of its session carries it and a store keeps it.</summary>
    public static byte[] Durable(ToldEvent told, long sequence)
    {
        ArrayBufferWriter<byte> buffer = new(told.Data.Length + 256);
        using (Utf8JsonWriter writer = new(buffer, _writing)) WriteApi(writer, told, sequence, null);
        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Frame(string? position, Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new(512);
        if (position is not null)
        {
            buffer.Write("id: "u8);
            buffer.Write(Encoding.ASCII.GetBytes(position));
            buffer.Write("\n"u8);
        }

        buffer.Write("data: "u8);
        using (Utf8JsonWriter writer = new(buffer, _writing)) write(writer);
        buffer.Write("\n\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, EventForm form, ToldEvent told)
    {
        switch (form)
        {
            case EventForm.Directory:
                WritePlain(writer, told);
                break;
            case EventForm.Global:
                writer.WriteStartObject();
                writer.WriteString("directory"u8, told.Happened.Directory ?? NoDirectory);
                if (told.Happened.Project is { } project) writer.WriteString("project"u8, project);
                writer.WritePropertyName("payload"u8);
                WritePlain(writer, told);
                writer.WriteEndObject();
                break;
            default:
                WriteApi(writer, told, told.Sequence, told.Happened.Directory);
                break;
        }
    }

    private static void WritePlain(Utf8JsonWriter writer, ToldEvent told)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, told.Id);
        writer.WriteString("type"u8, told.Happened.Type);
        WriteData(writer, "properties"u8, told);
        writer.WriteEndObject();
    }

    private static void WriteApi(Utf8JsonWriter writer, ToldEvent told, long? sequence, string? directory)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, told.Id);
        writer.WriteString("type"u8, told.Happened.Type);
        if (sequence is { } number)
        {
            writer.WriteStartObject("durable"u8);
            writer.WriteString("aggregateID"u8, told.Happened.Session);
            writer.WriteNumber("seq"u8, number);
            writer.WriteNumber("version"u8, told.Happened.Version);
            writer.WriteEndObject();
        }

        if (directory is not null)
        {
            writer.WriteStartObject("location"u8);
            writer.WriteString("directory"u8, directory);
            writer.WriteEndObject();
        }

        WriteData(writer, "data"u8, told);
        writer.WriteEndObject();
    }

    private static void WriteData(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ToldEvent told)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(told.Data, skipInputValidation: true);
    }
}
