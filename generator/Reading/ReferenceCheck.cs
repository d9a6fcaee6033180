using System.Globalization;
using System.Text.Json;
using OpenCodeGen.Model;

namespace OpenCodeGen.Reading;

/// <summary>Finds references that lead nowhere or only to each other.</summary>
internal static class ReferenceCheck
{
    // Values of these are data, not schemas: whatever they hold refers to nothing.
    private static readonly HashSet<string> _literals = new(StringComparer.Ordinal) { "example", "examples", "default", "enum", "const" };

    // The names inside these are the document's own, so that "default" or "$ref" there is no keyword.
    private static readonly HashSet<string> _nameMaps = new(StringComparer.Ordinal)
    {
        "properties", "patternProperties", "schemas", "$defs", "definitions", "dependentSchemas", "responses", "requestBodies", "headers", "callbacks", "pathItems", "mapping",
        "parameters", "links", "securitySchemes", "encoding",
    };

    /// <summary>Checks that every reference leads somewhere.</summary>
    /// <returns>The references that lead into another schema.</returns>
    public static IReadOnlySet<string> NoDanglingReferences(JsonElement root)
    {
        var deep = new HashSet<string>(StringComparer.Ordinal);
        Walk(root, root, "#", isNameMap: false, deep);
        return deep;
    }

    /// <summary>A chain of references that never reaches a schema has no shape.</summary>
    public static void NoAliasCycles(IReadOnlyDictionary<string, Schema> components)
    {
        foreach ((string name, Schema schema) in components)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal) { name };
            for (Schema current = schema; current.Reference is { } next; current = components[next])
            {
                if (!seen.Add(next)) throw new SpecException(schema.Pointer, $"is cyclic: its $ref leads back to '{next}' without ever reaching a schema.");
                if (!components.ContainsKey(next)) throw new SpecException(current.Pointer, $"refers to '{next}', which is not a component.");
            }
        }
    }

    private static void Walk(JsonElement root, JsonElement element, string pointer, bool isNameMap, HashSet<string> deep)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            int index = 0;
            foreach (JsonElement item in element.EnumerateArray()) Walk(root, item, $"{pointer}/{index++}", isNameMap: false, deep);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in element.EnumerateObject())
            {
                string inside = $"{pointer}/{PointerText.Escape(property.Name)}";
                if (isNameMap) Walk(root, property.Value, inside, isNameMap: false, deep);
                else if (property.NameEquals("$ref")) CheckReference(root, property.Value, pointer, deep);
                else if (property.NameEquals("$dynamicRef")) throw new SpecException(inside, "dynamic references are not understood.");
                else if (!_literals.Contains(property.Name) && !property.Name.StartsWith("x-", StringComparison.Ordinal))
                    Walk(root, property.Value, inside, _nameMaps.Contains(property.Name), deep);
            }
        }
    }

    private static void CheckReference(JsonElement root, JsonElement value, string pointer, HashSet<string> deep)
    {
        if (value.ValueKind != JsonValueKind.String) throw new SpecException(pointer + "/$ref", "a reference must be a string.");
        string reference = value.GetString()!;
        Check(root, reference, pointer);
        if (DeepReferences.IsDeep(reference)) deep.Add(reference);
    }

    private static void Check(JsonElement root, string reference, string pointer)
    {
        if (!reference.StartsWith("#/", StringComparison.Ordinal))
        {
            if (reference.StartsWith('#')) throw new SpecException(pointer, $"the $ref '{reference}' is not a JSON pointer into the document.");
            throw new SpecException(pointer, $"the $ref '{reference}' leaves the document; bundle the document into one file first.");
        }

        JsonElement current = root;
        foreach (string raw in reference[2..].Split('/'))
        {
            string segment = PointerText.Unescape(Uri.UnescapeDataString(raw));
            bool found = current.ValueKind switch
            {
                JsonValueKind.Object => current.TryGetProperty(segment, out current),
                JsonValueKind.Array when int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
                    && index < current.GetArrayLength() => Move(ref current, index),
                _ => false,
            };
            if (!found) throw new SpecException(pointer, $"the $ref '{reference}' is dangling: there is nothing there.");
        }
    }

    private static bool Move(ref JsonElement array, int index)
    {
        array = array[index];
        return true;
    }
}
