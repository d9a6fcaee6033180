using System.Text.Json.Nodes;

namespace OpenCodeGen.Preparing;

/// <summary>One object for several, where their reader cannot tell them apart.</summary>
internal static class ObjectUnion
{
    /// <summary>Makes an object that has the properties of all. What two of them have in different shapes may be anything.</summary>
    /// <param name="schemas">The objects.</param>
    /// <param name="description">What it stands for.</param>
    public static JsonObject Of(IEnumerable<JsonObject> schemas, string description)
    {
        JsonObject properties = [];
        HashSet<string>? required = null;
        foreach (JsonObject schema in schemas)
        {
            foreach ((string name, JsonNode? own) in (JsonObject)schema["properties"]!)
            {
                JsonNode? property = own?.DeepClone();
                if (!properties.TryGetPropertyValue(name, out JsonNode? present)) properties[name] = property;
                else if (!JsonNode.DeepEquals(present, property)) properties[name] = Common(present, property);
            }

            string[] always = [.. (schema["required"] as JsonArray ?? []).Select(static r => (string)r!)];
            if (required is null) required = [.. always];
            else required.IntersectWith(always);
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["description"] = description,
            ["properties"] = properties,
            ["required"] = new JsonArray([.. required!.Order(StringComparer.Ordinal).Select(static r => (JsonNode)r)]),
        };
    }

    // Two tags are a tag that has the values of both.
    private static JsonObject Common(JsonNode? one, JsonNode? other)
    {
        if (TagValues.Of(one as JsonObject) is not { } first || TagValues.Of(other as JsonObject) is not { } second) return [];
        JsonArray values = new([.. first.Union(second, StringComparer.Ordinal).Select(static v => (JsonNode)v)]);
        return new JsonObject { ["type"] = "string", [((JsonObject)one!).ContainsKey(TagValues.Extension) ? TagValues.Extension : "enum"] = values };
    }
}
