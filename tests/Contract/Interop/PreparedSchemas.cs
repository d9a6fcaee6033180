using System.Text.Json.Nodes;
using OpenCode.Workbench;
using OpenCodeGen.Dialects;
using OpenCodeGen.Overlays;
using OpenCodeGen.Preparing;
using OpenCodeGen.Reading;

namespace OpenCode.Contract.Tests.Interop;

/// <summary>The schemas of bodies in a document, prepared or not.</summary>
internal sealed class PreparedSchemas
{
    private static readonly string[] _repairs = ["errors.json", "nulls.json", "events.json"];

    private readonly Dictionary<string, JsonNode> _operations;

    private PreparedSchemas(ReadOnlyMemory<byte> json)
    {
        Json = json;
        _operations = JsonNode.Parse(json.Span)!["paths"]!.AsObject().SelectMany(static p => p.Value!.AsObject())
            .Select(static m => m.Value).OfType<JsonObject>().Where(static o => o["operationId"] is not null)
            .ToDictionary(static o => (string)o["operationId"]!, static JsonNode (o) => o);
    }

    /// <summary>The document as it is before it is prepared: repaired, as for every client of this repository.</summary>
    public static PreparedSchemas Repaired { get; } = new(OverlaidDocument.Apply(
        File.ReadAllBytes(Clone.InRoot("spec/openapi.json")),
        [.. _repairs.Select(static r => Overlay.Parse(File.ReadAllBytes(Clone.InRoot($"spec/repairs/{r}")), r))]).Utf8);

    /// <summary>The document for a reader. Its streams keep the type of their events.</summary>
    public static PreparedSchemas For(PreparationTarget target)
        => new(PreparedDocument.Create(Repaired.Json, SpecReader.Read(Repaired.Json, "openapi.json", Dialect.OpenCode), target, ["event-streams"]).Utf8);

    /// <summary>The document.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>The schema of a body; null where the document has none.</summary>
    public JsonObject? Find(RecordedBody body)
    {
        if (!_operations.TryGetValue(body.Operation.Id, out JsonNode? operation)) return null;
        JsonNode? content = body.Status == 0 ? operation["requestBody"]?["content"] : operation["responses"]?[$"{body.Status}"]?["content"];
        return content?[body.IsEvent ? "text/event-stream" : "application/json"]?["schema"] as JsonObject;
    }
}
