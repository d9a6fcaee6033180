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
                if (types.Count == 1) united.TryAdd(key, types.Min!);

                if (!united.TryGetValue(key, out string? name))
                {
                    JsonObject one = ObjectUnion.Of(types.Select(t => tree.Resolve(DocumentTree.ReferenceTo(t))!), $"One of {string.Join(", ", types)}.");
                    united[key] = name = tree.AddComponent(NameOf(types), one);
                }

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
        => string.Join("Or", types.Select(static t => NameAdaptations.Pascal(t.EndsWith(Error, StringComparison.Ordinal) ? t[..^Error.Length] : t))) + Error;
}
