using System.Text.Json.Nodes;
using OpenCodeGen.Model;

namespace OpenCodeGen.Preparing;

/// <summary>Responses that are errors, where there is more than one type of them.</summary>
internal static class ErrorAdaptations
{
    private const string Error = "Error";
    private const string Json = "application/json";

    public static IEnumerable<string> Unite(DocumentTree tree)
    {
        Dictionary<string, string> united = new(StringComparer.Ordinal);
        foreach ((JsonObject operation, string _, string _, string pointer) in tree.Operations())
        {
            foreach ((string status, JsonNode? response) in (JsonObject)operation["responses"]!)
            {
                if (status.StartsWith('2') || response?["content"]?[Json] is not JsonObject media || media["schema"] is not JsonObject schema) continue;
                SortedSet<string> types = new(StringComparer.Ordinal);
                if (!IsChoice(tree.Resolve(schema)) || !TryCollect(tree, schema, types)) continue;
                string key = string.Join('|', types);
                if (!united.TryGetValue(key, out string? name)) united[key] = name = tree.AddComponent(NameOf(types), Merge(tree, types));
                media["schema"] = DocumentTree.ReferenceTo(name);
                yield return $"{pointer}/responses/{status}/content/{PointerText.Escape(Json)}/schema";
            }
        }
    }

    private static bool IsChoice(JsonObject? schema) => schema is not null && (schema.ContainsKey("anyOf") || schema.ContainsKey("oneOf"));

    private static bool TryCollect(DocumentTree tree, JsonObject schema, SortedSet<string> types)
    {
        if (IsChoice(tree.Resolve(schema)))
        {
            JsonObject choice = tree.Resolve(schema)!;
            return ((JsonArray)(choice["oneOf"] ?? choice["anyOf"])!).All(v => v is JsonObject variant && TryCollect(tree, variant, types));
        }

        string? name = DocumentTree.ReferenceOf(schema);
        if (tree.Resolve(schema)?["properties"] is not JsonObject) return false;
        types.Add(name ?? tree.AddComponent($"Inline{Error}", (JsonObject)schema.DeepClone()));
        return true;
    }

    private static string NameOf(IEnumerable<string> types)
        => string.Join("Or", types.Select(static t => t.EndsWith(Error, StringComparison.Ordinal) ? t[..^Error.Length] : t)) + Error;

    // What two of them have in different shapes may be anything.
    private static JsonObject Merge(DocumentTree tree, IReadOnlyCollection<string> types)
    {
        JsonObject properties = [];
        HashSet<string>? required = null;
        foreach (string type in types)
        {
            JsonObject schema = tree.Resolve(DocumentTree.ReferenceTo(type))!;
            foreach ((string name, JsonNode? own) in (JsonObject)schema["properties"]!)
            {
                JsonNode? property = own?.DeepClone();
                (property as JsonObject)?.Remove(TagValues.Extension);
                if (!properties.TryGetPropertyValue(name, out JsonNode? present)) properties[name] = property;
                else if (!JsonNode.DeepEquals(present, property)) properties[name] = new JsonObject();
            }

            string[] always = [.. (schema["required"] as JsonArray ?? []).Select(static r => (string)r!)];
            if (required is null) required = [.. always];
            else required.IntersectWith(always);
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["description"] = $"One of {string.Join(", ", types)}.",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. required!.Order(StringComparer.Ordinal).Select(static r => (JsonNode)r)]),
        };
    }
}
