using System.Text.Json.Nodes;
using OpenCodeGen.Model;

namespace OpenCodeGen.Preparing;

/// <summary>What components are called.</summary>
internal static class NameAdaptations
{
    private static readonly char[] _separators = ['.', '_', '-', ' '];

    /// <summary>Names without dots.</summary>
    public static IEnumerable<string> RemoveDots(DocumentTree tree)
    {
        Dictionary<string, string> renamed = new(StringComparer.Ordinal);
        foreach ((string name, JsonNode? schema) in tree.Components.ToArray())
        {
            if (!name.Contains('.', StringComparison.Ordinal)) continue;
            tree.Components.Remove(name);
            string plain = tree.AddComponent(Pascal(name), (JsonObject)schema!);
            renamed[$"#/components/schemas/{PointerText.Escape(name)}"] = $"#/components/schemas/{PointerText.Escape(plain)}";
        }

        if (renamed.Count > 0) Replace(tree.Root, renamed);
        return renamed.Keys.ToList();
    }

    /// <summary>The words of a name, each with a capital letter.</summary>
    public static string Pascal(string name)
        => string.Concat(name.Split(_separators, StringSplitOptions.RemoveEmptyEntries).Select(static w => $"{char.ToUpperInvariant(w[0])}{w[1..]}"));

    private static void Replace(JsonNode node, Dictionary<string, string> renamed)
    {
        if (node is JsonArray list)
        {
            foreach (JsonNode inner in list.OfType<JsonNode>()) Replace(inner, renamed);
            return;
        }

        if (node is not JsonObject json) return;
        foreach ((string name, JsonNode? value) in json.ToArray())
        {
            if (name == "mapping" && value is JsonObject mapping) ReplaceStrings(mapping, renamed);
            if (name == "$ref") ReplaceStrings(json, renamed, "$ref");
            else if (value is not null) Replace(value, renamed);
        }
    }

    private static void ReplaceStrings(JsonObject json, Dictionary<string, string> renamed, string? only = null)
    {
        foreach ((string name, JsonNode? value) in json.ToArray())
        {
            if ((only is null || name == only) && value is JsonValue text && text.TryGetValue(out string? old) && renamed.TryGetValue(old, out string? now))
                json[name] = now;
        }
    }
}
