using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenCode.Verification.Repairs;

/// <summary>The schema of a value that no schema is known of: its types, and what tells it from others.</summary>
internal static class InferredSchema
{
    public static JsonObject Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => OfObject(value),
        JsonValueKind.Array => new JsonObject { ["type"] = "array", ["items"] = OfItems(value) },
        _ => new JsonObject { ["type"] = TypeOf(value) },
    };

    private static JsonObject OfItems(JsonElement list)
    {
        List<JsonObject> kinds = [];
        foreach (JsonElement item in list.EnumerateArray())
        {
            JsonObject schema = Of(item);
            if (!kinds.Exists(k => JsonNode.DeepEquals(k, schema))) kinds.Add(schema);
        }

        return kinds.Count switch
        {
            0 => [],
            1 => kinds[0],
            _ => new JsonObject { ["anyOf"] = new JsonArray([.. kinds]) },
        };
    }

    /// <summary>The name of a value's type in JSON Schema.</summary>
    public static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "null",
    };

    // What unions of the API are told apart by. A name is one in an error only: elsewhere people have given it.
    private static bool IsTag(JsonProperty property, JsonElement owner)
        => property.Name is "type" or "_tag" || (property.Name == "name" && owner.TryGetProperty("data", out _));

    private static JsonObject OfObject(JsonElement value)
    {
        var properties = new JsonObject();
        foreach (JsonProperty property in value.EnumerateObject())
        {
            properties[property.Name] = IsTag(property, value) && property.Value.ValueKind == JsonValueKind.String
                ? new JsonObject { ["type"] = "string", ["enum"] = new JsonArray(property.Value.GetString()) }
                : Of(property.Value);
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (properties.Count > 0) schema["required"] = new JsonArray([.. properties.Select(static p => (JsonNode)p.Key)]);
        return schema;
    }
}
