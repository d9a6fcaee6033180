using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCode.Core.Responses;
using OpenCode.Verification.Traffic;
using OpenCode.Verification.Values;

namespace OpenCode.Verification.Schemas;

/// <summary>What an OpenAPI document says about responses, read without the generator and the client that are judged by it.</summary>
internal sealed class SpecDocument
{
    private const string Resource = "openapi.json";
    private readonly Dictionary<string, JsonObject> _responses = new(StringComparer.Ordinal);

    private SpecDocument(JsonObject root)
    {
        Root = root;
        foreach ((_, JsonNode? path) in root["paths"]!.AsObject())
        {
            foreach ((_, JsonNode? member) in path!.AsObject())
            {
                if (member is JsonObject operation && (string?)operation["operationId"] is { } id && operation["responses"] is JsonObject responses)
                    _responses[id] = responses;
            }
        }
    }

    /// <summary>The whole document.</summary>
    public JsonObject Root { get; }

    /// <summary>The document of the pinned release: <c>spec/openapi.json</c>.</summary>
    public static SpecDocument ReadPinned()
    {
        using Stream stream = typeof(SpecDocument).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {Resource}.");
        return Of(JsonNode.Parse(stream, documentOptions: FoundText.Options));
    }

    /// <summary>Reads a document.</summary>
    public static SpecDocument Parse(string json) => Of(JsonNode.Parse(json, documentOptions: FoundText.Options));

    /// <summary>The statuses that are documented for an operation, in the order of the document.</summary>
    public IReadOnlyList<string> StatusesOf(string operation)
        => _responses.TryGetValue(operation, out JsonObject? all) ? [.. all.Select(static r => r.Key)] : [];

    /// <summary>The documented response for a status: the exact one, then its class (<c>4XX</c>), then <c>default</c>; null for none.</summary>
    public SpecResponse? Find(string operation, int status)
    {
        if (!_responses.TryGetValue(operation, out JsonObject? all)) return null;
        string[] names = [$"{status}", $"{status / 100}XX", "default"];
        return names.Select(n => all.FirstOrDefault(r => string.Equals(r.Key, n, StringComparison.OrdinalIgnoreCase)).Value).OfType<JsonObject>()
            .FirstOrDefault() is { } found
            ? new SpecResponse(Resolve(found)["content"]?.AsObject())
            : null;
    }

    /// <summary>Follows references to where something is defined.</summary>
    public JsonObject Resolve(JsonObject node)
    {
        for (int steps = 0; steps < 64 && (string?)node["$ref"] is { } reference; steps++)
        {
            JsonNode target = Root;
            foreach (string segment in GeneralPointer.Segments(Uri.UnescapeDataString(reference)))
                target = target[segment] ?? throw new FormatException($"The document has nothing at '{reference}'.");
            node = target.AsObject();
        }

        return node;
    }

    private static SpecDocument Of(JsonNode? root)
        => root is JsonObject document && document["paths"] is JsonObject
            ? new SpecDocument(document)
            : throw new FormatException("The document has no 'paths'.");
}

/// <summary>A documented response.</summary>
/// <param name="Content">Its content types with their schemas; null when it has no body.</param>
internal readonly record struct SpecResponse(JsonObject? Content)
{
    /// <summary>The documented content types; empty when there is no body.</summary>
    public IReadOnlyList<string> ContentTypes => Content is null ? [] : [.. Content.Select(static c => c.Key)];

    /// <summary>The documented content type that a response's own is one of; null for none.</summary>
    public string? Match(string? contentType) => ContentTypes.FirstOrDefault(t => MediaType.Of(t) == MediaType.Of(contentType))
        ?? ContentTypes.FirstOrDefault(static t => MediaType.Of(t) is "application/octet-stream" or "*/*");

    /// <summary>The schema of a documented content type; null when it has none.</summary>
    public JsonObject? SchemaOf(string contentType) => Content?[contentType]?["schema"] as JsonObject;
}
