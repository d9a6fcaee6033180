using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenCodeGen.Overlays;

/// <summary>A document with the changes of overlays.</summary>
/// <param name="Utf8">Its JSON.</param>
/// <param name="Outcomes">What each action of each overlay has done, in order.</param>
public sealed record OverlaidDocument(ReadOnlyMemory<byte> Utf8, IReadOnlyList<(Overlay Overlay, OverlayOutcome Outcome)> Outcomes)
{
    private static readonly JsonWriterOptions _written = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Applies overlays, each to what the one before has made.</summary>
    /// <param name="utf8">The JSON of the document.</param>
    /// <param name="overlays">The overlays.</param>
    /// <returns>The document; as it is where there are no overlays, or where it is no JSON, which its reader tells in better words.</returns>
    /// <exception cref="OverlayException">An action does not fit what it selects.</exception>
    public static OverlaidDocument Apply(ReadOnlyMemory<byte> utf8, IReadOnlyList<Overlay> overlays)
    {
        ArgumentNullException.ThrowIfNull(overlays);
        if (overlays.Count == 0 || Parse(utf8) is not { } document) return new OverlaidDocument(utf8, []);
        List<(Overlay, OverlayOutcome)> outcomes = [];
        foreach (Overlay overlay in overlays) outcomes.AddRange(overlay.Apply(document).Select(o => (overlay, o)));
        return new OverlaidDocument(Write(document), outcomes);
    }

    /// <summary>Writes a document as people read it: indented, and with its characters as they are.</summary>
    public static ReadOnlyMemory<byte> Write(JsonNode document)
    {
        ArgumentNullException.ThrowIfNull(document);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, _written)) document.WriteTo(writer);
        stream.Write(Encoding.UTF8.GetBytes("\n"));
        return stream.ToArray();
    }

    private static JsonNode? Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonNode.Parse(utf8.Span, null, new JsonDocumentOptions { MaxDepth = 256, AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
