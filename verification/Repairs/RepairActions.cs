using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCode.Core.Json;
using OpenCode.Verification.Judging;
using OpenCode.Verification.Results;
using OpenCode.Verification.Schemas;
using OpenCode.Verification.Traffic;
using OpenCode.Verification.Values;

namespace OpenCode.Verification.Repairs;

/// <summary>Makes the actions of an overlay that bring a document to what a server has sent.</summary>
/// <param name="judge">Knows the document.</param>
internal sealed class RepairActions(SchemaJudge judge)
{
    private const int FirstError = 400;
    private readonly SpecMap _map = new(judge.Document);

    /// <summary>The actions for one difference, in their order; none where the document's place cannot be told, or where no schema could say it.</summary>
    public IReadOnlyList<JsonObject> Of(RepairSample sample)
    {
        try
        {
            return Find(sample);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or strings that are not UTF-8.
            return [];
        }
    }

    private IReadOnlyList<JsonObject> Find(RepairSample sample)
    {
        Drift drift = sample.Drift;
        if (drift.Kind is DriftKinds.Status or DriftKinds.ContentType) return OfResponse(sample);
        if (sample.Body is not { } body || drift.ExactPointer is null) return [];
        if (_map.BodyOf(drift.Operation, drift.Status, drift.EventType is not null) is not { } schema) return [];
        using JsonDocument document = JsonDocument.Parse(body, FoundText.Options);
        JsonElement value = document.RootElement;
        string[] segments = [.. GeneralPointer.Segments(drift.ExactPointer)];
        JsonElement found = FoundText.Find(value, drift.ExactPointer) ?? default;

        // An error of another kind: whichever place of it a judge has found wrong, it is the whole that the document does not know.
        if (drift.Status >= FirstError && Known(value) is { } error) return Extend(schema, error);
        return drift.Kind switch
        {
            nameof(JsonDriftKind.UnexpectedNull) => Wrap(_map.FindUse(schema, value, segments), new JsonObject { ["type"] = "null" }),
            nameof(JsonDriftKind.WrongType) => Wrap(_map.FindUse(schema, value, segments), InferredSchema.Of(found)),
            nameof(JsonDriftKind.MissingProperty) => Optional(_map.Find(schema, value, segments[..^1]), segments[^1]),
            nameof(JsonDriftKind.UnknownVariant) => Extend(_map.FindUse(schema, value, segments), Known(found) ?? InferredSchema.Of(found)),
            nameof(JsonDriftKind.WrongConstant) or DriftKinds.UnknownValue => Allow(_map.FindUse(schema, value, segments), found),
            DriftKinds.AddedProperty => Add(_map.Find(schema, value, segments[..^1]), segments[^1], found),
            _ => [],
        };
    }

    private IReadOnlyList<JsonObject> OfResponse(RepairSample sample)
    {
        if (_map.ResponsesOf(sample.Drift.Operation) is not { } responses || sample.Drift.Status is >= 200 and < 300) return [];
        string status = $"{sample.Drift.Status}";
        var response = new JsonObject { ["description"] = Reasons.OfStatus(sample.Drift.Status) };
        if (sample.Body is { IsEmpty: false } body && MediaType.Of(sample.ContentType) is { Length: > 0 } type)
            response["content"] = new JsonObject { [type] = new JsonObject { ["schema"] = SchemaOf(body, type) } };
        if (responses.Member(status) is not null) response.Remove("description");
        return response.Count == 0 ? [] : [Update(responses.Path, new JsonObject { [status] = response })];
    }

    private JsonObject SchemaOf(ReadOnlyMemory<byte> body, string type)
    {
        if (!MediaType.IsJson(type)) return new JsonObject { ["type"] = "string" };
        using JsonDocument document = JsonDocument.Parse(body, FoundText.Options);
        return Known(document.RootElement) ?? InferredSchema.Of(document.RootElement);
    }

    // A schema with a fixed value that this has, too: one without would fit by accident.
    private JsonObject? Known(JsonElement value) => value.ValueKind == JsonValueKind.Object
        && _map.Named.FirstOrDefault(s => _map.HasFixedValueOf(s, value) && judge.Fits(s.Node, value)) is { } named
        ? new JsonObject { ["$ref"] = $"#/components/schemas/{JsonPointer.Escape(named.Name!)}" }
        : null;

    private static IReadOnlyList<JsonObject> Wrap(SpecPlace? place, JsonObject also)
    {
        if (place?.Owner is not (var owner, var name)) return [];
        bool isFree = !place.Node.ContainsKey("enum") && !place.Node.ContainsKey("const");
        JsonObject schema = isFree && place.Node["type"] is JsonValue type && also["type"] is { } other && also.Count == 1
            ? With(place.Node, "type", new JsonArray(type.DeepClone(), other.DeepClone()))
            : new JsonObject { ["anyOf"] = new JsonArray(place.Node.DeepClone(), also.DeepClone()) };
        return [Remove(place.Path), Update(owner, new JsonObject { [name] = schema })];
    }

    private static IReadOnlyList<JsonObject> Optional(SpecPlace? place, string name)
        => place?.Node["required"] is JsonArray required && required.Any(r => (string?)r == name)
            ? [Remove($"{place.Path}.required[?@ == {SpecPlace.Quoted(name)}]")]
            : [];

    private IReadOnlyList<JsonObject> Extend(SpecPlace? use, JsonObject variant)
    {
        if (use is null) return [];
        SpecPlace place = _map.Resolve(use);
        string? union = place.Node.ContainsKey("anyOf") ? "anyOf" : place.Node.ContainsKey("oneOf") ? "oneOf" : null;
        return union is null ? Wrap(use, variant) : [Update($"{place.Path}.{union}", new JsonArray(variant))];
    }

    private IReadOnlyList<JsonObject> Allow(SpecPlace? use, JsonElement found)
    {
        if (use is null || found.ValueKind != JsonValueKind.String) return [];
        SpecPlace place = _map.Resolve(use);
        if (place.Node.ContainsKey("enum")) return [Update($"{place.Path}.enum", new JsonArray(found.GetString()))];
        return place.Node["const"] is { } only
            ? [Remove($"{place.Path}.const"), Update(place.Path, new JsonObject { ["enum"] = new JsonArray(only.DeepClone(), found.GetString()) })]
            : [];
    }

    private static IReadOnlyList<JsonObject> Add(SpecPlace? place, string name, JsonElement found)
        => place is null ? [] : [Update(place.Path, new JsonObject { ["properties"] = new JsonObject { [name] = InferredSchema.Of(found) } })];

    private static JsonObject With(JsonObject schema, string name, JsonNode value)
    {
        JsonObject changed = schema.DeepClone().AsObject();
        changed[name] = value;
        return changed;
    }

    private static JsonObject Remove(string target) => new() { ["target"] = target, ["remove"] = true };

    private static JsonObject Update(string target, JsonNode update) => new() { ["target"] = target, ["update"] = update };
}
