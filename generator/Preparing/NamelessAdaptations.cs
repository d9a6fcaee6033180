using System.Text.Json.Nodes;

namespace OpenCodeGen.Preparing;

/// <summary>Choices and objects that have no name of their own, or nothing that tells what they are.</summary>
internal static class NamelessAdaptations
{
    private static readonly string[] _numbers = ["integer", "number"];
    private static readonly string[] _shapes = ["properties", "items"];

    /// <summary>Choices that nothing tells apart, as one type that holds each of them.</summary>
    public static IEnumerable<string> Widen(DocumentTree tree)
    {
        // From the inside to the outside: what is in a choice goes into what becomes of it.
        foreach (PlacedSchema placed in tree.Schemas().Reverse())
        {
            JsonObject schema = placed.Schema;
            if ((schema["anyOf"] ?? schema["oneOf"]) is not JsonArray variants || variants.Count == 0) continue;
            if (schema.ContainsKey("allOf"))
            {
                tree.NoteUnsaid(placed.Pointer, "A choice that stands beside allOf says more than can be said: what is beside it is left.");
                _ = schema.Remove("anyOf") | schema.Remove("oneOf");
                yield return placed.Pointer;
                continue;
            }

            tree.NoteSaid(placed.Pointer);
            if (_shapes.Any(schema.ContainsKey))
            {
                // What it is stands beside the choice, which only says what goes together.
                _ = schema.Remove("anyOf") | schema.Remove("oneOf");
                yield return placed.Pointer;
                continue;
            }

            JsonObject?[] resolved = [.. variants.Select(tree.Resolve)];
            string?[] types = [.. resolved.Select(static v => v?["type"] is JsonValue value ? (string?)value : null).Distinct()];
            JsonNode? description = schema["description"]?.DeepClone();
            bool canBeNull = schema["nullable"]?.GetValue<bool>() == true;
            schema.Clear();
            if (resolved.All(static v => v?["properties"] is JsonObject && !v.ContainsKey("discriminator")))
            {
                foreach ((string name, JsonNode? value) in ObjectUnion.Of(resolved!, "").ToArray()) schema[name] = value?.DeepClone();
                schema.Remove("description");
                if (schema["required"] is JsonArray { Count: 0 }) schema.Remove("required");
            }
            else if (types is [{ } type] && type is "string" or "boolean" or "integer" or "number")
            {
                schema["type"] = type;
                if (resolved.Select(static v => (string?)v!["format"]).Distinct().ToArray() is [{ } format]) schema["format"] = format;
            }
            else if (types.All(_numbers.Contains))
            {
                schema["type"] = "number";
            }

            if (description is not null) schema["description"] = description;
            if (canBeNull) schema["nullable"] = true;
            yield return placed.Pointer;
        }
    }

    /// <summary>Objects with properties, as components.</summary>
    public static IEnumerable<string> Name(DocumentTree tree)
    {
        foreach (PlacedSchema placed in tree.Schemas())
        {
            JsonObject schema = placed.Schema;
            string[] segments = placed.Pointer.Split('/');
            bool isPartOfType = segments is [.., "allOf", _];
            if (schema["properties"] is not JsonObject { Count: > 0 } || isPartOfType || segments is ["#", "components", "schemas", _]) continue;
            bool canBeNull = schema.Remove("nullable", out JsonNode? nullable) && nullable!.GetValue<bool>();
            JsonObject moved = [];
            foreach ((string name, JsonNode? value) in schema.ToArray())
            {
                schema.Remove(name);
                moved[name] = value;
            }

            JsonObject reference = DocumentTree.ReferenceTo(tree.AddComponent(PlaceNames.Of(tree, placed.Pointer), moved));
            if (canBeNull) (schema["nullable"], schema["allOf"]) = (true, new JsonArray(reference));
            else schema["$ref"] = (string)reference["$ref"]!;
            yield return placed.Pointer;
        }
    }
}
