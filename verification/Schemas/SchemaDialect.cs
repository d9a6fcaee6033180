using System.Text.Json.Nodes;

namespace OpenCode.Verification.Schemas;

/// <summary>Makes the schemas of an OpenAPI document JSON Schema 2020-12: those of 3.1 are, those that are still written as in 3.0 become it.</summary>
internal static class SchemaDialect
{
    private const string Components = "#/components/schemas/";

    // Keywords whose value is a map of schemas, or no schema at all: nothing in it is a keyword.
    private static readonly HashSet<string> _maps = ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"];
    private static readonly HashSet<string> _values = ["enum", "const", "default", "example", "examples", "required", "discriminator", "xml", "externalDocs"];

    /// <summary>A schema of its own.</summary>
    /// <param name="schema">The schema as the document has it; it stays as it is.</param>
    /// <param name="definitions">Where the document's named schemas are found from now on.</param>
    public static JsonNode Convert(JsonNode schema, string definitions) => ConvertSchema(schema.DeepClone(), definitions);

    private static JsonNode ConvertSchema(JsonNode schema, string definitions)
    {
        if (schema is not JsonObject node) return schema;
        foreach ((string keyword, JsonNode? value) in node.ToArray())
        {
            if (_values.Contains(keyword) || keyword.StartsWith("x-", StringComparison.Ordinal)) continue;
            if (keyword == "$ref" && (string?)value is { } reference && reference.StartsWith(Components, StringComparison.Ordinal))
                node[keyword] = $"{definitions}{reference[Components.Length..]}";
            else if (_maps.Contains(keyword) && value is JsonObject map) ConvertAll(map, definitions);
            else if (value is JsonArray list) ConvertAll(list, definitions);
            else if (value is JsonObject inner) Replace(node, keyword, ConvertSchema(inner, definitions));
        }

        // The same, and it tells a fixed value from a list of known ones.
        if (node["enum"] is JsonArray { Count: 1 } only && !node.ContainsKey("const"))
        {
            node["const"] = only[0]?.DeepClone();
            node.Remove("enum");
        }

        ConvertLimit(node, "exclusiveMinimum", "minimum");
        ConvertLimit(node, "exclusiveMaximum", "maximum");
        return ConvertNullable(node);
    }

    private static void ConvertAll(JsonObject map, string definitions)
    {
        foreach ((string name, JsonNode? value) in map.ToArray())
        {
            if (value is not null) Replace(map, name, ConvertSchema(value, definitions));
        }
    }

    private static void ConvertAll(JsonArray list, string definitions)
    {
        for (int i = 0; i < list.Count; i++)
        {
            if (list[i] is { } item && ConvertSchema(item, definitions) is { } converted && !ReferenceEquals(item, converted)) list[i] = converted;
        }
    }

    private static void Replace(JsonObject parent, string name, JsonNode converted)
    {
        if (!ReferenceEquals(parent[name], converted)) parent[name] = converted;
    }

    // 3.0: a truth value beside the limit that it makes exclusive.
    private static void ConvertLimit(JsonObject node, string exclusive, string limit)
    {
        if (node[exclusive]?.GetValueKind() is not (System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False)) return;
        bool isExclusive = (bool)node[exclusive]!;
        node.Remove(exclusive);
        if (!isExclusive || node[limit] is not { } value) return;
        node.Remove(limit);
        node[exclusive] = value;
    }

    // 3.0: null is allowed beside the type, but not beside a list of values that lacks it.
    private static JsonObject ConvertNullable(JsonObject node)
    {
        if (node["nullable"]?.GetValueKind() is not (System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False)) return node;
        bool isNullable = (bool)node["nullable"]!;
        node.Remove("nullable");
        if (!isNullable) return node;
        JsonNode copy = node.DeepClone();
        return new JsonObject { ["anyOf"] = new JsonArray(copy, new JsonObject { ["type"] = "null" }) };
    }
}
