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
        foreach ((string name, JsonNode? node) in tree.Components.ToArray())
        {
            if (!name.Contains('.', StringComparison.Ordinal) || node is not JsonObject schema) continue;
            tree.Components.Remove(name);
            renamed[name] = tree.AddComponent(Pascal(name), schema);
        }

        if (renamed.Count > 0) Replace(tree.Root, renamed);
        return renamed.Keys.Select(DocumentTree.PointerTo).ToList();
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
        if (json["discriminator"] is JsonObject discriminator) SayMapping(json, discriminator);
        foreach ((string name, JsonNode? value) in json.ToArray())
        {
            if (name == "mapping" && value is JsonObject mapping)
            {
                foreach (string key in mapping.Select(static m => m.Key).ToArray()) ReplaceString(mapping, key, renamed, isName: true);
            }

            if (name == "$ref") ReplaceString(json, name, renamed, isName: false);
            else if (value is not null) Replace(value, renamed);
        }
    }

    // Without a mapping the values of a tag are the names, which are about to change.
    private static void SayMapping(JsonObject choice, JsonObject discriminator)
    {
        if (discriminator.ContainsKey("mapping") || (choice["oneOf"] ?? choice["anyOf"]) is not JsonArray variants) return;
        JsonObject mapping = [];
        foreach (JsonNode? variant in variants)
        {
            if (DocumentTree.ReferenceOf(variant) is { } name) mapping[name] = DocumentTree.PointerTo(name);
        }

        discriminator["mapping"] = mapping;
    }

    private static void ReplaceString(JsonObject json, string key, Dictionary<string, string> renamed, bool isName)
    {
        if (json[key] is not JsonValue value || !value.TryGetValue(out string? reference)) return;
        if (isName && renamed.TryGetValue(reference, out string? plain))
        {
            json[key] = DocumentTree.PointerTo(plain);
        }
        else if (reference.StartsWith(DocumentTree.ComponentPrefix, StringComparison.Ordinal))
        {
            // A reference may go on into the component.
            string[] segments = reference[DocumentTree.ComponentPrefix.Length..].Split('/', 2);
            if (!renamed.TryGetValue(PointerText.Unescape(Uri.UnescapeDataString(segments[0])), out string? other)) return;
            json[key] = DocumentTree.PointerTo(other) + (segments.Length > 1 ? $"/{segments[1]}" : "");
        }
    }
}
