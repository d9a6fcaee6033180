using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace OpenCode.Core.Json;

/// <summary>Writes what generated models hold: lists, maps, special numbers and kept properties.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonWriting
{
    /// <summary>Writes a number that JSON may have to spell as a text.</summary>
    /// <param name="writer">The writer that receives the value.</param>
    /// <param name="value">The number; NaN and the infinities become their names.</param>
    public static void WriteAnyDouble(Utf8JsonWriter writer, double value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (double.IsFinite(value)) writer.WriteNumberValue(value);
        else writer.WriteStringValue(double.IsNaN(value) ? "NaN"u8 : value > 0 ? "Infinity"u8 : "-Infinity"u8);
    }

    /// <summary>Writes any JSON value; an undefined one becomes null.</summary>
    /// <param name="writer">The writer that receives the value.</param>
    /// <param name="value">The value.</param>
    public static void WriteElement(Utf8JsonWriter writer, JsonElement value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value.ValueKind == JsonValueKind.Undefined) writer.WriteNullValue();
        else writer.WriteRawValue(RawOf(value), skipInputValidation: true); // As it came, also texts that .NET could not hold.
    }

    /// <summary>The bytes of a value as they came.</summary>
    internal static ReadOnlySpan<byte> RawOf(JsonElement value) => JsonMarshal.GetRawUtf8Value(value);

    /// <summary>Writes a list of models.</summary>
    /// <typeparam name="T">The model.</typeparam>
    /// <param name="writer">The writer that receives the value.</param>
    /// <param name="values">The models.</param>
    public static void WriteModels<T>(Utf8JsonWriter writer, IReadOnlyList<T> values)
        where T : class, IJsonModel
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(values);
        if (values is IReceivedValue received)
        {
            WriteElement(writer, received.Json);
            return;
        }

        writer.WriteStartArray();
        for (int i = 0; i < values.Count; i++) values[i].WriteTo(writer);
        writer.WriteEndArray();
    }

    /// <summary>Writes a list.</summary>
    /// <typeparam name="T">The type of its elements.</typeparam>
    /// <param name="writer">The writer that receives the value.</param>
    /// <param name="values">The elements.</param>
    /// <param name="encoder">The encoder of an element.</param>
    public static void WriteList<T>(Utf8JsonWriter writer, IReadOnlyList<T> values, JsonEncoder<T> encoder)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(encoder);
        if (values is IReceivedValue received)
        {
            WriteElement(writer, received.Json);
            return;
        }

        writer.WriteStartArray();
        for (int i = 0; i < values.Count; i++) encoder(writer, values[i]);
        writer.WriteEndArray();
    }

    /// <summary>Writes a map as an object.</summary>
    /// <typeparam name="T">The type of its values.</typeparam>
    /// <param name="writer">The writer that receives the value.</param>
    /// <param name="values">The entries.</param>
    /// <param name="encoder">The encoder of a value.</param>
    public static void WriteMap<T>(Utf8JsonWriter writer, IReadOnlyDictionary<string, T> values, JsonEncoder<T> encoder)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (values is IReceivedValue received)
        {
            WriteElement(writer, received.Json);
            return;
        }

        writer.WriteStartObject();
        WriteProperties(writer, values, encoder);
        writer.WriteEndObject();
    }

    /// <summary>Writes the entries of a map as further properties of the current object.</summary>
    /// <typeparam name="T">The type of its values.</typeparam>
    /// <param name="writer">The writer that receives the properties.</param>
    /// <param name="values">The entries; null for none.</param>
    /// <param name="encoder">The encoder of a value.</param>
    public static void WriteProperties<T>(Utf8JsonWriter writer, IReadOnlyDictionary<string, T>? values, JsonEncoder<T> encoder)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(encoder);
        if (values is null) return;
        foreach (KeyValuePair<string, T> entry in values)
        {
            writer.WritePropertyName(entry.Key);
            encoder(writer, entry.Value);
        }
    }

    /// <summary>Encodes a value as a JSON text.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="encoder">The encoder of the value.</param>
    /// <returns>The JSON; null for null.</returns>
    public static string? ToText<T>(T? value, JsonEncoder<T?> encoder)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        if (value is null) return null;
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            encoder(writer, value);
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes an explicit null that came for a property that may be null or absent, and that still has no value.</summary>
    /// <param name="writer">The writer that receives the property.</param>
    /// <param name="name">The name of the property.</param>
    /// <param name="kept">The kept properties; null for none.</param>
    public static void WriteKeptNull(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, JsonElement>? kept)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (kept is not null && kept.ContainsKey(name)) writer.WriteNull(name);
    }

    /// <summary>Writes kept unknown properties into the current object, but not those that the model writes itself.</summary>
    /// <param name="writer">The writer that receives the properties.</param>
    /// <param name="values">The kept properties; null for none.</param>
    /// <param name="except">The names that the model writes itself, when its explicit nulls are kept too.</param>
    public static void WriteKept(Utf8JsonWriter writer, IReadOnlyDictionary<string, JsonElement>? values, params ReadOnlySpan<string> except)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (values is null) return;
        foreach (KeyValuePair<string, JsonElement> entry in values)
        {
            if (except.Contains(entry.Key)) continue;
            writer.WritePropertyName(entry.Key);
            WriteElement(writer, entry.Value);
        }
    }
}
