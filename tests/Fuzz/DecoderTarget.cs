using System.Collections;
using System.Text;
using System.Text.Json;
using OpenCode.Core.Json;
using OpenCode.Core.Operations;

namespace OpenCode.Fuzz;

/// <summary>The decoder of one documented body: of a success, of an event, or of an error.</summary>
internal abstract class DecoderTarget
{
    public required string Name { get; init; }

    /// <summary>Decodes from a span.</summary>
    public abstract Decoded Document(byte[] utf8, bool strict);

    /// <summary>Decodes from memory, where tags are looked up in the bytes; null when there is no such way.</summary>
    public abstract Decoded? Memory(byte[] utf8, bool strict);

    public static DecoderTarget OfResponse(string name, OperationResponse response) => new ResponseTarget(response) { Name = name };

    public static DecoderTarget OfResult<T>(string name, Operation<T> operation) => new ResultTarget<T>(operation.ResultDecoder!) { Name = name };

    /// <summary>What came of decoding: drifts and JSON, or an exception.</summary>
    /// <exception cref="FuzzException">It is an exception that decoding must not throw.</exception>
    private static Decoded Run(bool strict, Func<JsonDecoding, object?> decode)
    {
        var decoding = new JsonDecoding(strict);
        try
        {
            object? value = decode(decoding);
            return new Decoded(value, string.Join('\n', decoding.Drifts), Write(value));
        }
        catch (JsonException e)
        {
            return new Decoded(null, e.GetType().Name, "");
        }
    }

    private static string Write(object? value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = 4096 }))
            Write(writer, value);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        if (value is IJsonModel model)
        {
            model.WriteTo(writer);
        }
        else if (value is IEnumerable items and not string)
        {
            writer.WriteStartArray();
            foreach (object? item in items) Write(writer, item);
            writer.WriteEndArray();
        }
        else
        {
            writer.WriteStringValue(value is JsonElement or null ? "" : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    /// <param name="Value">The value; null for an exception.</param>
    /// <param name="Drifts">The drifts, or the name of the exception.</param>
    /// <param name="Json">The value as it is written.</param>
    public sealed record Decoded(object? Value, string Drifts, string Json);

    private sealed class ResponseTarget(OperationResponse response) : DecoderTarget
    {
        public override Decoded Document(byte[] utf8, bool strict) => Run(strict, d => response.Decode(utf8, d));

        public override Decoded? Memory(byte[] utf8, bool strict) => null;
    }

    private sealed class ResultTarget<T>(JsonDecoder<T> decoder) : DecoderTarget
    {
        public override Decoded Document(byte[] utf8, bool strict) => Run(strict, d => d.DecodeDocument(utf8, decoder));

        public override Decoded? Memory(byte[] utf8, bool strict) => Run(strict, d => d.DecodeMemory<T>(utf8, decoder));
    }
}
