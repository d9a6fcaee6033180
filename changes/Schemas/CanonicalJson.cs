using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpenCodeGen.Changes.Documents;

namespace OpenCodeGen.Changes.Schemas;

/// <summary>JSON in one form, so that equal values have equal texts: without spaces, and with properties in order.</summary>
internal static class CanonicalJson
{
    public static string Of(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return $"\"{JsonEncodedText.Encode(Node.TextOf(value), JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
            case JsonValueKind.Number:
                // Without the zeros that a decimal remembers: 1.0 is 1.
                return value.TryGetDecimal(out decimal number) ? number.ToString("G29", CultureInfo.InvariantCulture) : value.GetRawText();
            case JsonValueKind.Object or JsonValueKind.Array:
                var buffer = new ArrayBufferWriter<byte>();
                using (var writer = new Utf8JsonWriter(buffer)) Write(writer, value);
                return Encoding.UTF8.GetString(buffer.WrittenSpan);
            default:
                return value.GetRawText();
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            writer.WriteStartObject();
            foreach (JsonProperty property in value.EnumerateObject().OrderBy(static p => p.Name, StringComparer.Ordinal))
            {
                writer.WritePropertyName(property.Name);
                Write(writer, property.Value);
            }

            writer.WriteEndObject();
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            writer.WriteStartArray();
            foreach (JsonElement element in value.EnumerateArray()) Write(writer, element);
            writer.WriteEndArray();
        }
        else
        {
            writer.WriteRawValue(Of(value));
        }
    }
}
