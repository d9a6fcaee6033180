using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCode.Core.Json;

namespace OpenCode.Ctl.Printing;

/// <summary>JSON for other programs.</summary>
internal static class JsonText
{
    // Nothing of it goes into a page.
    private static readonly JsonWriterOptions _indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions _line = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TextWriter output, JsonNode node) => output.WriteLine(Text(node, _indented));

    public static void WriteList(TextWriter output, IEnumerable<JsonNode> nodes) => Write(output, new JsonArray([.. nodes]));

    /// <summary>In one line.</summary>
    public static void WriteLine(TextWriter output, JsonNode node) => output.WriteLine(Text(node, _line));

    public static void Write(TextWriter output, IEnumerable<IJsonModel> models)
        => Write(output, new JsonArray([.. models.Select(Node)]));

    public static void Write(TextWriter output, IJsonModel model)
        => Write(output, Node(model));

    /// <summary>A model as the server wrote it, with what the client does not know.</summary>
    public static JsonNode Node(IJsonModel model)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer)) model.WriteTo(writer);
        return JsonNode.Parse(buffer.WrittenSpan)!;
    }

    private static string Text(JsonNode node, JsonWriterOptions options)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, options)) node.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
