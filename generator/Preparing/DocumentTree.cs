using System.Text.Json.Nodes;
using OpenCodeGen.Model;

namespace OpenCodeGen.Preparing;

/// <summary>A document that is being changed: its operations and its schemas, each with its place.</summary>
internal sealed class DocumentTree(JsonObject root, ApiDocument api)
{
    /// <summary>What the pointers of components begin with.</summary>
    public const string ComponentPrefix = "#/components/schemas/";

    private static readonly string[] _schemas =
        ["items", "additionalProperties", "not", "propertyNames", "contains", "if", "then", "else", "unevaluatedProperties"];
    private static readonly string[] _lists = ["anyOf", "oneOf", "allOf", "prefixItems"];
    private static readonly string[] _maps = ["properties", "patternProperties", "$defs", "dependentSchemas"];

    private readonly List<(string Pointer, string Reason)> _unsaid = [];

    /// <summary>The document.</summary>
    public JsonObject Root => root;

    /// <summary>What it says.</summary>
    public ApiDocument Api => api;

    /// <summary>The schemas that have names; added where the document has none.</summary>
    public JsonObject Components
    {
        get
        {
            var components = (JsonObject)(root["components"] ??= new JsonObject());
            return (JsonObject)(components["schemas"] ??= new JsonObject());
        }
    }

    /// <summary>What no words were found for.</summary>
    public IReadOnlyList<(string Pointer, string Reason)> Unsaid => _unsaid;

    public void NoteUnsaid(string pointer, string reason)
    {
        if (!_unsaid.Contains((pointer, reason))) _unsaid.Add((pointer, reason));
    }

    /// <summary>Words were found after all.</summary>
    public void NoteSaid(string pointer) => _unsaid.RemoveAll(u => u.Pointer == pointer);

    /// <summary>A response or a parameter, which may be a reference to one that operations share; null where it leads nowhere.</summary>
    public JsonObject? ResolvePart(JsonNode? part)
    {
        if (part is not JsonObject json || (string?)(json["$ref"] as JsonValue) is not { } reference) return part as JsonObject;
        JsonNode? found = root;
        foreach (string segment in reference.TrimStart('#').Split('/').Skip(1).Select(static s => PointerText.Unescape(Uri.UnescapeDataString(s))))
            found = (found as JsonObject)?[segment];
        return found as JsonObject;
    }

    /// <summary>The operations, with the pointer of each.</summary>
    public IEnumerable<(JsonObject Operation, string Path, string Method, string Pointer)> Operations()
    {
        foreach ((string path, JsonNode? item) in (root["paths"] as JsonObject ?? []).ToArray())
        {
            if (item is not JsonObject methods) continue;
            foreach ((string method, JsonNode? operation) in methods.ToArray())
            {
                if (operation is JsonObject found && found.ContainsKey("responses"))
                    yield return (found, path, method.ToUpperInvariant(), $"#/paths/{PointerText.Escape(path)}/{method}");
            }
        }
    }

    /// <summary>Every schema, each before what is in it, as the document is now.</summary>
    public IReadOnlyList<PlacedSchema> Schemas()
    {
        List<PlacedSchema> found = [];
        foreach ((string name, JsonNode? schema) in Components) Walk(schema, PointerTo(name), found);
        if (root["paths"] is JsonObject paths) WalkMedia(paths, "#/paths", found);
        if (root["components"] is JsonObject components)
        {
            foreach ((string name, JsonNode? part) in components.Where(static c => c.Key != "schemas"))
                WalkMedia(part, $"#/components/{PointerText.Escape(name)}", found);
        }

        return found;
    }

    /// <summary>The schema that a reference leads to, over as many steps as it takes; the schema itself where it is no reference.</summary>
    public JsonObject? Resolve(JsonNode? schema)
    {
        for (int steps = 0; steps < Components.Count + 1; steps++)
        {
            if (schema is not JsonObject json) return null;
            if (ReferenceOf(json) is not { } name) return json;
            schema = Components[name];
        }

        return null;
    }

    /// <summary>The name of the component that a schema refers to; null where it is no such reference.</summary>
    public static string? ReferenceOf(JsonNode? schema)
    {
        string? reference = schema is JsonObject json ? (string?)(json["$ref"] as JsonValue) : null;
        return reference?.StartsWith(ComponentPrefix, StringComparison.Ordinal) == true
            ? PointerText.Unescape(Uri.UnescapeDataString(reference[ComponentPrefix.Length..]))
            : null;
    }

    /// <summary>A reference to a component.</summary>
    public static JsonObject ReferenceTo(string name) => new() { ["$ref"] = PointerTo(name) };

    /// <summary>The JSON pointer of a component.</summary>
    public static string PointerTo(string name) => ComponentPrefix + PointerText.Escape(name);

    /// <summary>Adds a component under a name that is free: the wanted one, or one with a number.</summary>
    /// <returns>The name.</returns>
    public string AddComponent(string wanted, JsonObject schema)
    {
        string name = wanted;
        for (int number = 2; Components.ContainsKey(name); number++) name = $"{wanted}{number}";
        Components[name] = schema;
        return name;
    }

    /// <summary>Takes a component away, and refers to another one wherever it was referred to.</summary>
    public void RemoveComponent(string name, string instead)
    {
        Components.Remove(name);
        Redirect(root, PointerTo(name), PointerTo(instead));
    }

    private static void Redirect(JsonNode? node, string from, string to)
    {
        switch (node)
        {
            case JsonObject json:
                foreach ((string name, JsonNode? value) in json.ToArray())
                {
                    if (value is JsonValue text && text.TryGetValue(out string? reference) && reference == from) json[name] = to;
                    else Redirect(value, from, to);
                }

                break;
            case JsonArray list:
                foreach (JsonNode? inner in list) Redirect(inner, from, to);
                break;
        }
    }

    private static void WalkMedia(JsonNode? node, string pointer, List<PlacedSchema> found)
    {
        switch (node)
        {
            case JsonObject json:
                foreach ((string name, JsonNode? value) in json)
                {
                    string place = $"{pointer}/{PointerText.Escape(name)}";
                    if (name == "schema") Walk(value, place, found);
                    else if (name is not ("example" or "examples") && !name.StartsWith("x-", StringComparison.Ordinal)) WalkMedia(value, place, found);
                }

                break;
            case JsonArray list:
                for (int i = 0; i < list.Count; i++) WalkMedia(list[i], $"{pointer}/{i}", found);
                break;
        }
    }

    private static void Walk(JsonNode? node, string pointer, List<PlacedSchema> found)
    {
        if (node is not JsonObject schema) return;
        found.Add(new PlacedSchema(schema, pointer));
        foreach (string name in _schemas) Walk(schema[name], $"{pointer}/{name}", found);
        foreach (string name in _lists)
        {
            if (schema[name] is not JsonArray list) continue;
            for (int i = 0; i < list.Count; i++) Walk(list[i], $"{pointer}/{name}/{i}", found);
        }

        foreach (string name in _maps)
        {
            if (schema[name] is not JsonObject map) continue;
            foreach ((string key, JsonNode? value) in map) Walk(value, $"{pointer}/{name}/{PointerText.Escape(key)}", found);
        }
    }
}

/// <summary>A schema and its JSON pointer.</summary>
internal sealed record PlacedSchema(JsonObject Schema, string Pointer);
