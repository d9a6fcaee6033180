using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenCodeGen.Preparing;

/// <summary>What OpenAPI 3.1 says in other words than 3.0, or 3.0 not at all.</summary>
internal static class VersionAdaptations
{
    private static readonly string[] _unknown =
    [
        "$schema", "$id", "$anchor", "$comment", "$defs", "$dynamicRef", "$dynamicAnchor", "propertyNames", "contains", "minContains", "maxContains", "if",
        "then", "else", "unevaluatedProperties", "unevaluatedItems", "dependentSchemas", "dependentRequired", "contentSchema", "contentMediaType", "contentEncoding",
    ];

    /// <summary>One possible value, as an enum.</summary>
    public static IEnumerable<string> Enumerate(DocumentTree tree)
    {
        foreach (PlacedSchema placed in tree.Schemas())
        {
            if (!placed.Schema.Remove("const", out JsonNode? value)) continue;
            placed.Schema["enum"] = new JsonArray(value);
            placed.Schema["type"] ??= value?.GetValueKind() switch
            {
                JsonValueKind.String => "string",
                JsonValueKind.True or JsonValueKind.False => "boolean",
                JsonValueKind.Number => "number",
                _ => null,
            };
            if (placed.Schema["type"] is null) placed.Schema.Remove("type");
            yield return placed.Pointer;
        }
    }

    /// <summary>Null as a word of the schema that it goes with.</summary>
    public static IEnumerable<string> SayNullable(DocumentTree tree)
    {
        foreach (PlacedSchema placed in tree.Schemas())
        {
            JsonObject schema = placed.Schema;
            bool isChanged = schema["type"] is JsonArray types ? TryNarrow(schema, types) : IsNull(schema["type"]) && schema.Remove("type");
            foreach (string keyword in new[] { "anyOf", "oneOf" })
            {
                if (schema[keyword] is not JsonArray variants || !variants.Any(static v => IsNull(v?["type"]))) continue;
                JsonNode[] others = [.. variants.Where(static v => !IsNull(v?["type"])).Select(static v => v!)];

                // Moved and not copied: what lies in them is still to be looked at.
                variants.Clear();
                schema.Remove(keyword);
                if (others is [JsonObject only]) Take(schema, only);
                else if (others.Length > 0) schema[keyword] = new JsonArray(others);
                isChanged = true;
            }

            if (!isChanged) continue;
            schema["nullable"] = true;
            yield return placed.Pointer;
        }
    }

    /// <summary>The version, and the keywords that it does not know.</summary>
    public static IEnumerable<string> SpeakThreeZero(DocumentTree tree)
    {
        if (((string?)tree.Root["openapi"])?.StartsWith("3.0", StringComparison.Ordinal) == false)
        {
            tree.Root["openapi"] = "3.0.4";
            tree.Root.Remove("jsonSchemaDialect");
            if (tree.Root.Remove("webhooks")) tree.NoteUnsaid("#/webhooks", "OpenAPI 3.0 has no webhooks.");
            (tree.Root["info"] as JsonObject)?.Remove("summary");
            (tree.Root["info"]?["license"] as JsonObject)?.Remove("identifier");
            yield return "#/openapi";
        }

        foreach (PlacedSchema placed in tree.Schemas())
        {
            JsonObject schema = placed.Schema;
            bool isChanged = SayBound(schema, "minimum", "exclusiveMinimum", Math.Max) | SayBound(schema, "maximum", "exclusiveMaximum", Math.Min);
            foreach (string keyword in _unknown) isChanged |= schema.Remove(keyword);
            if (schema.Remove("examples", out JsonNode? examples))
            {
                if (examples is JsonArray { Count: > 0 } list) schema["example"] ??= list[0]?.DeepClone();
                isChanged = true;
            }

            if (schema.Remove("patternProperties"))
            {
                // Names that a pattern allows have no words in 3.0: any name, with any value.
                schema.Remove("additionalProperties");
                isChanged = true;
            }

            if (schema.Remove("prefixItems"))
            {
                schema["items"] = new JsonObject();
                isChanged = true;
            }

            if (schema["type"] is JsonValue type && (string?)type == "array" && schema["items"] is not JsonObject)
            {
                schema["items"] = new JsonObject();
                isChanged = true;
            }

            if (schema["not"] is JsonObject { Count: 0 }) isChanged |= schema.Remove("not");
            if (isChanged) yield return placed.Pointer;
        }
    }

    // Several types are any value.
    private static bool TryNarrow(JsonObject schema, JsonArray types)
    {
        JsonNode[] others = [.. types.Where(static t => !IsNull(t)).Select(static t => t!.DeepClone())];
        bool canBeNull = others.Length < types.Count;
        if (others is [var only]) schema["type"] = only;
        else schema.Remove("type");
        if (canBeNull && schema["enum"] is JsonArray values)
            schema["enum"] = new JsonArray([.. values.Where(static v => v is not null).Select(static v => v!.DeepClone())]);
        return canBeNull;
    }

    private static void Take(JsonObject schema, JsonObject only)
    {
        if (only.ContainsKey("$ref"))
        {
            schema["allOf"] = new JsonArray(only);
            return;
        }

        foreach ((string name, JsonNode? value) in only.ToArray())
        {
            if (schema.ContainsKey(name)) continue;
            only.Remove(name);
            schema[name] = value;
        }
    }

    // In 3.0 the bound is one number, and another word says that it is outside.
    private static bool SayBound(JsonObject schema, string keyword, string exclusive, Func<decimal, decimal, decimal> narrower)
    {
        if (schema[exclusive] is not JsonValue value || value.GetValueKind() != JsonValueKind.Number) return false;
        schema[exclusive] = true;
        if (schema[keyword] is not JsonValue bound)
        {
            schema[keyword] = value.DeepClone();
        }
        else if (bound.TryGetValue(out decimal inside) && value.TryGetValue(out decimal outside))
        {
            if (narrower(inside, outside) == inside && inside != outside) schema.Remove(exclusive);
            else schema[keyword] = value.DeepClone();
        }

        return true;
    }

    private static bool IsNull(JsonNode? type) => type is JsonValue value && value.TryGetValue(out string? name) && name == "null";
}
