using System.Text.Json.Nodes;

namespace OpenCodeGen.Preparing;

/// <summary>The same text for schemas that differ in the order of their names, or in what is said of them, alone.</summary>
internal static class SchemaText
{
    public static string Of(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject json:
                IEnumerable<string> members = json.Where(static p => p.Key is not ("description" or "title") || p.Value is not JsonValue)
                    .OrderBy(static p => p.Key, StringComparer.Ordinal)
                    .Select(static p => $"{JsonValue.Create(p.Key).ToJsonString()}:{Of(p.Value)}");
                return $"{{{string.Join(',', members)}}}";
            case JsonArray list:
                return $"[{string.Join(',', list.Select(Of))}]";
            default:
                return node?.ToJsonString() ?? "null";
        }
    }
}
