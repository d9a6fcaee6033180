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
                if (status.StartsWith('2') || tree.ResolvePart(response)?["content"]?[Json] is not JsonObject media || media["schema"] is not JsonObject schema)
                    continue;
                List<JsonObject> types = [];
                if (!IsChoice(tree.Resolve(schema)) || !TryCollect(tree, schema, types)) continue;
                media["schema"] = DocumentTree.ReferenceTo(NameOf(tree, types, united));
                yield return $"{pointer}/responses/{status}/content/{PointerText.Escape(Json)}/schema";
            }
        }
    }

    private static bool IsChoice(JsonObject? schema) => schema is not null && (schema.ContainsKey("anyOf") || schema.ContainsKey("oneOf"));

    private static bool TryCollect(DocumentTree tree, JsonObject schema, List<JsonObject> types)
    {
        JsonObject? resolved = tree.Resolve(schema);
        if (IsChoice(resolved))
            return ((JsonArray)(resolved!["oneOf"] ?? resolved["anyOf"])!).All(v => v is JsonObject variant && TryCollect(tree, variant, types));
        if (resolved?["properties"] is not JsonObject) return false;
        types.Add(schema);
        return true;
    }

    private static string NameOf(DocumentTree tree, List<JsonObject> types, Dictionary<string, string> united)
    {
        string[] texts = [.. types.Select(SchemaText.Of).Distinct().Order(StringComparer.Ordinal)];
        string key = string.Join('|', texts);
        if (united.TryGetValue(key, out string? known)) return known;
        JsonObject[] distinct = [.. texts.Select(text => types.First(t => SchemaText.Of(t) == text))];
        if (distinct is [var only] && DocumentTree.ReferenceOf(only) is { } single) return united[key] = single;
        string[] names = [.. distinct.Select(static t => DocumentTree.ReferenceOf(t) ?? $"Inline{Error}").Distinct().Order(StringComparer.Ordinal)];
        JsonObject one = ObjectUnion.Of(distinct.Select(t => tree.Resolve(t)!), $"One of {string.Join(", ", names)}.");
        return united[key] = tree.AddComponent(NameOf(names), one);
    }

    private static string NameOf(IEnumerable<string> types)
        => string.Join("Or", types.Select(static t => NameAdaptations.Pascal(t.EndsWith(Error, StringComparison.Ordinal) ? t[..^Error.Length] : t))) + Error;
}
