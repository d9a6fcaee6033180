using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCode.Verification.Schemas;
using OpenCode.Verification.Traffic;
using OpenCode.Verification.Values;

namespace OpenCode.Verification.Repairs;

/// <summary>Finds the part of a document that speaks of a place in a response or event.</summary>
internal sealed class SpecMap
{
    private const string Components = "#/components/schemas/";

    private readonly SpecDocument _document;
    private readonly Dictionary<string, SpecPlace> _operations = new(StringComparer.Ordinal);

    public SpecMap(SpecDocument document)
    {
        _document = document;
        foreach ((string path, JsonNode? item) in document.Root["paths"]!.AsObject())
        {
            foreach ((string method, JsonNode? member) in item!.AsObject())
            {
                if (member is JsonObject operation && (string?)operation["operationId"] is { } id)
                    _operations[id] = new SpecPlace(operation, $"$.paths{SpecPlace.Segment(path)}.{method}");
            }
        }
    }

    /// <summary>The schemas that have a name.</summary>
    public IEnumerable<SpecPlace> Named
        => (_document.Root["components"]?["schemas"]?.AsObject() ?? []).Where(static s => s.Value is JsonObject).Select(static s => Component(s.Key, s.Value!));

    /// <summary>The responses of an operation; null for an operation that the document does not have.</summary>
    public SpecPlace? ResponsesOf(string operation) => _operations.TryGetValue(operation, out SpecPlace? place) ? place.Member("responses") : null;

    /// <summary>The schema of the JSON that an operation responds with, or of the data of an event; null where the document has none.</summary>
    public SpecPlace? BodyOf(string operation, int status, bool isEvent)
    {
        string type = isEvent ? MediaType.EventStream : "application/json";
        SpecPlace? schema = ResponsesOf(operation)?.Member($"{status}")?.Member("content")?.Member(type)?.Member("schema");
        if (schema is not { } frame || !isEvent) return schema;

        // Some streams are described as whole frames, whose data is a string that holds JSON.
        return Resolve(frame).Member("properties")?.Member("data") is { } data && Resolve(data).Member("contentSchema") is { } content ? content : frame;
    }

    /// <summary>The schema of a place inside a value.</summary>
    /// <param name="schema">The schema of the whole value.</param>
    /// <param name="value">The value: it says which variant of a union is meant.</param>
    /// <param name="segments">The way to the place.</param>
    /// <returns>The place, with its references followed; null where the document leaves it open, or where it cannot be told which variant is meant.</returns>
    public SpecPlace? Find(SpecPlace schema, JsonElement value, IReadOnlyList<string> segments)
    {
        SpecPlace[] variants = [.. Variants(schema, value)];
        if (segments.Count > 0) variants = [.. variants.Select(v => Below(v, value, segments)).OfType<SpecPlace>()];
        return variants.DistinctBy(static v => v.Path).Take(2).ToArray() is [var only] ? only : null;
    }

    private SpecPlace? Below(SpecPlace variant, JsonElement value, IReadOnlyList<string> segments)
        => Step(variant, value, segments[0]) is { } inner ? Find(inner, Inside(value, segments[0]), [.. segments.Skip(1)]) : null;

    /// <summary>The schema itself, without following references: what a change of this place alone has to change.</summary>
    public SpecPlace? FindUse(SpecPlace schema, JsonElement value, IReadOnlyList<string> segments)
    {
        if (segments.Count == 0) return schema;
        string last = segments[^1];
        JsonElement owner = segments.SkipLast(1).Aggregate(value, Inside);
        return Find(schema, value, [.. segments.SkipLast(1)]) is { } parent ? Step(parent, owner, last) : null;
    }

    /// <summary>Follows references.</summary>
    public SpecPlace Resolve(SpecPlace place)
    {
        for (int steps = 0; steps < 64 && (string?)place.Node["$ref"] is { } reference; steps++)
        {
            if (!reference.StartsWith(Components, StringComparison.Ordinal)) return place;
            string name = NameIn(reference);
            JsonNode? named = _document.Root["components"]!["schemas"]![name];
            place = Component(name, named ?? throw new FormatException($"The document has nothing at '{reference}'."));
        }

        return place;
    }

    /// <summary>The variants of a schema that a value can mean, with references followed; the schema itself where it is no union.</summary>
    private IEnumerable<SpecPlace> Variants(SpecPlace schema, JsonElement value)
    {
        SpecPlace place = Resolve(schema);
        SpecPlace[] variants = [.. place.Items("anyOf"), .. place.Items("oneOf")];
        return variants.Length > 0 ? variants.SelectMany(v => Variants(v, value))
            : IsMeant(place, value) ? [place, .. place.Items("allOf").SelectMany(v => Variants(v, value))]
            : [];
    }

    /// <summary>Whether a schema has a fixed value that this object has, too.</summary>
    public bool HasFixedValueOf(SpecPlace place, JsonElement value) => FixedValues(place, value).Any(static f => f.Fixed == f.Found);

    private bool IsMeant(SpecPlace place, JsonElement value)
        => value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null
            || (TypeFits(place, value) && FixedValues(place, value).All(static f => f.Fixed == f.Found));

    private IEnumerable<(string Fixed, string? Found)> FixedValues(SpecPlace place, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object || place.Node["properties"] is not JsonObject properties) yield break;
        foreach ((string name, JsonNode? property) in properties)
        {
            if (property is not JsonObject schema || !value.TryGetProperty(name, out JsonElement found) || found.ValueKind != JsonValueKind.String) continue;
            JsonObject resolved = Resolve(new SpecPlace(schema, "")).Node;
            JsonNode? only = resolved["const"] ?? (resolved["enum"] is JsonArray { Count: 1 } list ? list[0] : null);
            if (only?.GetValueKind() == JsonValueKind.String) yield return ((string)only!, found.GetString());
        }
    }

    private static bool TypeFits(SpecPlace place, JsonElement value) => (place.Node["type"] as JsonValue)?.ToString() switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        _ => true,
    };

    private static SpecPlace? Step(SpecPlace schema, JsonElement value, string segment) => value.ValueKind == JsonValueKind.Array
        ? schema.Member("items")
        : schema.Member("properties")?.Member(segment) ?? schema.Member("additionalProperties");

    private static JsonElement Inside(JsonElement value, string segment) => FoundText.Find(value, $"/{Core.Json.JsonPointer.Escape(segment)}") ?? default;

    private static SpecPlace Component(string name, JsonNode schema)
        => new(schema.AsObject(), $"$.components.schemas{SpecPlace.Segment(name)}") { Name = name };

    private static string NameIn(string reference) => Core.Json.JsonPointer.Unescape(Uri.UnescapeDataString(reference[Components.Length..]));
}
