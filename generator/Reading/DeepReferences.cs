using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCodeGen.Model;

namespace OpenCodeGen.Reading;

/// <summary>
/// Gives the target of every reference that points into another schema a component of its own, because the OpenAPI
/// reader resolves only references to whole components.
/// </summary>
internal static class DeepReferences
{
    private const string Schemas = "#/components/schemas/";

    /// <summary>Rewrites a document that has such references; others are returned as they are.</summary>
    public static ReadOnlyMemory<byte> Hoist(ReadOnlyMemory<byte> json, IReadOnlySet<string> deepReferences)
    {
        if (deepReferences.Count == 0) return json;
        JsonNode root = JsonNode.Parse(json.Span, documentOptions: new JsonDocumentOptions { MaxDepth = 256 })!;
        JsonObject components = Child(Child(root.AsObject(), "components"), "schemas");
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string reference in deepReferences.Order(StringComparer.Ordinal))
        {
            string name = FreeName(reference, components);
            components[name] = Find(root, reference).DeepClone();
            names.Add(reference, Schemas + name);
        }

        Rewrite(root, names);
        return JsonSerializer.SerializeToUtf8Bytes(root, JsonContext.Default.JsonNode);
    }

    /// <summary>Whether a reference leads into something that the OpenAPI reader does not resolve.</summary>
    public static bool IsDeep(string reference)
        => !(reference.StartsWith("#/components/", StringComparison.Ordinal) && reference.Count(c => c == '/') == 3)
            && !(reference.StartsWith("#/paths/", StringComparison.Ordinal) && reference.Count(c => c == '/') == 2);

    private static JsonObject Child(JsonObject parent, string name)
    {
        if (parent[name] is JsonObject child) return child;
        child = [];
        parent[name] = child;
        return child;
    }

    private static string FreeName(string reference, JsonObject components)
    {
        string[] noise = ["#", "components", "schemas", "properties", "items", "schema", "content", "paths", "requestBody", "responses"];
        string natural = string.Join(
            '.', reference.Split('/').Where(s => !noise.Contains(s)).Select(s => PointerText.Unescape(Uri.UnescapeDataString(s)).Trim('/').Replace('/', '.')));
        string name = natural.Length == 0 ? "Part" : natural;
        for (int number = 2; components.ContainsKey(name); number++) name = natural + number;
        return name;
    }

    private static JsonNode Find(JsonNode root, string reference)
    {
        JsonNode current = root;
        foreach (string raw in reference[2..].Split('/'))
        {
            string segment = PointerText.Unescape(Uri.UnescapeDataString(raw));
            current = current is JsonArray array ? array[int.Parse(segment, System.Globalization.CultureInfo.InvariantCulture)]! : current[segment]!;
        }

        return current;
    }

    private static void Rewrite(JsonNode? node, Dictionary<string, string> names)
    {
        if (node is JsonArray array)
        {
            foreach (JsonNode? item in array) Rewrite(item, names);
        }
        else if (node is JsonObject item)
        {
            if (item["$ref"] is JsonValue reference && reference.TryGetValue(out string? target) && names.TryGetValue(target, out string? name))
                item["$ref"] = name;
            foreach (KeyValuePair<string, JsonNode?> property in item) Rewrite(property.Value, names);
        }
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(JsonNode))]
internal sealed partial class JsonContext : System.Text.Json.Serialization.JsonSerializerContext;
