using System.Text.Json.Nodes;
using OpenCode.Contract.Tests.Consumer;

namespace OpenCode.Contract.Tests.Static;

/// <summary>The spec as the comparator can use it: its limits are listed in known-disagreements.json, each with its reason.</summary>
internal static class ReadableSpec
{
    /// <summary>What is done about a keyword, in every schema that has it.</summary>
    private static readonly Dictionary<string, Action<JsonObject>> _changes = new()
    {
        ["pattern"] = static schema =>
        {
            if (schema["pattern"] is JsonValue) schema.Remove("pattern");
        },
        ["patternProperties"] = static schema =>
        {
            if (schema["patternProperties"] is not JsonObject { Count: 1 } patterns) return;
            JsonNode? value = patterns.Single().Value;
            schema.Remove("patternProperties");
            schema["additionalProperties"] = value?.DeepClone();
        },
    };

    /// <summary>Reads <c>spec/openapi.json</c> with its repairs.</summary>
    public static JsonNode Read(IEnumerable<ComparatorLimit> limits)
    {
        JsonNode spec = JsonNode.Parse(PinnedDocument.Repaired.Span)!;
        Action<JsonObject>[] changes = [.. limits.Select(static l => ChangeFor(l.Keyword))];
        Walk(spec, changes);
        return spec;
    }

    private static Action<JsonObject> ChangeFor(string keyword) => _changes.TryGetValue(keyword, out Action<JsonObject>? change)
        ? change
        : throw new FormatException(
            $"known-disagreements.json: nothing is known to do about the keyword '{keyword}'; there is {string.Join(", ", _changes.Keys)}.");

    private static void Walk(JsonNode? node, Action<JsonObject>[] changes)
    {
        if (node is JsonObject map)
        {
            foreach (Action<JsonObject> change in changes) change(map);
            foreach ((_, JsonNode? value) in map) Walk(value, changes);
        }
        else if (node is JsonArray list)
        {
            foreach (JsonNode? item in list) Walk(item, changes);
        }
    }
}
