using System.Text;
using System.Text.Json.Nodes;
using OpenCodeGen.Model;

namespace OpenCodeGen.Preparing;

/// <summary>Choices of objects: what says which one it is.</summary>
internal static class UnionAdaptations
{
    /// <summary>Objects within choices that are the same as a component which a tag identifies.</summary>
    public static IEnumerable<string> NameRepeated(DocumentTree tree)
    {
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        foreach ((string name, JsonNode? schema) in tree.Components)
        {
            if (schema is JsonObject json && IsTagged(json)) names.TryAdd(SchemaText.Of(json), name);
        }

        foreach (PlacedSchema placed in tree.Schemas())
        {
            foreach (string keyword in new[] { "anyOf", "oneOf" })
            {
                if (placed.Schema[keyword] is not JsonArray variants) continue;
                for (int i = 0; i < variants.Count; i++)
                {
                    if (variants[i] is not JsonObject json || !IsTagged(json) || !names.TryGetValue(SchemaText.Of(json), out string? name)) continue;
                    variants[i] = DocumentTree.ReferenceTo(name);
                    yield return $"{placed.Pointer}/{keyword}/{i}";
                }
            }
        }
    }

    /// <summary>Enums with names that are types of choices, as strings.</summary>
    public static IEnumerable<string> FreeEnums(DocumentTree tree)
    {
        foreach (PlacedSchema placed in tree.Schemas())
        {
            foreach (string keyword in new[] { "anyOf", "oneOf" })
            {
                if (placed.Schema[keyword] is not JsonArray { Count: > 1 } variants) continue;
                for (int i = 0; i < variants.Count; i++)
                {
                    if (DocumentTree.ReferenceOf(variants[i]) is null || tree.Resolve(variants[i]) is not { } type) continue;
                    if (type["enum"] is not JsonArray || type["type"] is not JsonValue text || (string?)text != "string") continue;
                    variants[i] = new JsonObject { ["type"] = "string" };
                    yield return $"{placed.Pointer}/{keyword}/{i}";
                }
            }
        }
    }

    public static IEnumerable<string> TellApart(DocumentTree tree)
    {
        List<string> places = [];
        foreach (PlacedSchema placed in tree.Schemas())
        {
            string? keyword = placed.Schema.ContainsKey("anyOf") ? "anyOf" : placed.Schema.ContainsKey("oneOf") ? "oneOf" : null;
            if (keyword is null || placed.Schema.ContainsKey("discriminator") || placed.Schema[keyword] is not JsonArray { Count: > 1 } variants) continue;
            if (Flatten(tree, variants, []) is not { } leaves)
            {
                if (variants.Any(v => tree.Resolve(v)?["properties"] is JsonObject))
                    tree.NoteUnsaid(placed.Pointer, "A choice of objects and something else has no discriminator.");
                continue;
            }

            string? tag = TagOf(tree, leaves);
            if (tag is null && SharedTagOf(tree, leaves) is { } shared)
            {
                tag = shared;
                leaves = Unite(tree, leaves, shared, placed.Pointer);
            }

            if (tag is null)
            {
                tree.NoteUnsaid(placed.Pointer, "No string of its own tells the types of this choice apart.");
                continue;
            }

            List<(string Name, IReadOnlyList<string> Values)> named =
                [.. leaves.Select(leaf => (NameOf(tree, leaf, placed.Pointer, tag), ValuesOf(tree, leaf, tag)!))];
            placed.Schema.Remove(keyword);
            placed.Schema["oneOf"] = new JsonArray([.. named.Select(static n => DocumentTree.ReferenceTo(n.Name))]);
            placed.Schema["discriminator"] = new JsonObject
            {
                ["propertyName"] = tag,
                ["mapping"] = new JsonObject(named.SelectMany(static n => n.Values.Select(
                    v => KeyValuePair.Create<string, JsonNode?>(v, DocumentTree.PointerTo(n.Name))))),
            };
            places.Add(placed.Pointer);
        }

        return places;
    }

    /// <summary>The objects that a choice comes down to, over choices in it; null where it has something else.</summary>
    private static List<JsonObject>? Flatten(DocumentTree tree, JsonArray variants, HashSet<string> seen)
    {
        List<JsonObject> leaves = [];
        foreach (JsonNode? variant in variants)
        {
            string? name = DocumentTree.ReferenceOf(variant);
            if (variant is not JsonObject schema || tree.Resolve(variant) is not { } resolved) return null;
            if ((resolved["anyOf"] ?? resolved["oneOf"]) is JsonArray inner)
            {
                if (name is not null && !seen.Add(name)) return null;
                if (Flatten(tree, inner, seen) is not { } found) return null;
                leaves.AddRange(found);
            }
            else if (resolved["properties"] is JsonObject)
            {
                leaves.Add(schema);
            }
            else
            {
                return null;
            }
        }

        return leaves;
    }

    private static string? TagOf(DocumentTree tree, List<JsonObject> leaves)
    {
        var first = (JsonObject)tree.Resolve(leaves[0])!["properties"]!;
        return first.Select(static p => p.Key).FirstOrDefault(name =>
        {
            HashSet<string> values = new(StringComparer.Ordinal);
            return leaves.All(leaf => IsRequired(tree.Resolve(leaf)!, name) && ValuesOf(tree, leaf, name) is { } own && own.All(values.Add));
        });
    }

    /// <summary>A property that tells some of them apart; the others share a value.</summary>
    private static string? SharedTagOf(DocumentTree tree, List<JsonObject> leaves)
    {
        var first = (JsonObject)tree.Resolve(leaves[0])!["properties"]!;
        return first.Select(static p => p.Key).FirstOrDefault(name =>
        {
            if (!leaves.All(leaf => IsRequired(tree.Resolve(leaf)!, name) && ValuesOf(tree, leaf, name) is [_])) return false;
            return leaves.Select(leaf => ValuesOf(tree, leaf, name)![0]).Distinct().Count() > 1;
        });
    }

    /// <summary>Those that share a value become one object.</summary>
    private static List<JsonObject> Unite(DocumentTree tree, List<JsonObject> leaves, string tag, string pointer)
    {
        List<JsonObject> united = [];
        foreach (IGrouping<string, JsonObject> group in leaves.GroupBy(leaf => ValuesOf(tree, leaf, tag)![0]))
        {
            JsonObject[] objects = [.. group];
            if (objects is [var only])
            {
                united.Add(only);
                continue;
            }

            tree.NoteUnsaid(pointer, "Types of a choice that share the value of its tag are one type with the properties of all.");
            JsonObject one = ObjectUnion.Of(objects.Select(o => tree.Resolve(o)!), $"One of {objects.Length} that share \"{tag}\": \"{group.Key}\".");
            united.Add(DocumentTree.ReferenceTo(tree.AddComponent(NameFor(pointer, group.Key), one)));
        }

        return united;
    }

    private static bool IsRequired(JsonObject schema, string name) => (schema["required"] as JsonArray)?.Any(r => (string?)r == name) == true;

    private static bool IsTagged(JsonObject schema)
        => schema["properties"] is JsonObject properties && properties.Any(p => IsRequired(schema, p.Key) && TagValues.Of(p.Value as JsonObject) is [_]);

    private static IReadOnlyList<string>? ValuesOf(DocumentTree tree, JsonObject leaf, string name)
        => TagValues.Of(tree.Resolve((tree.Resolve(leaf)?["properties"] as JsonObject)?[name]));

    private static string NameOf(DocumentTree tree, JsonObject leaf, string pointer, string tag)
        => DocumentTree.ReferenceOf(leaf) ?? tree.AddComponent(NameFor(pointer, ValuesOf(tree, leaf, tag)![0]), (JsonObject)leaf.DeepClone());

    /// <summary>A name for what had none: what stands around it, and its value.</summary>
    private static string NameFor(string pointer, string value)
    {
        string[] segments = pointer.Split('/');
        bool isOfComponent = segments is ["#", "components", "schemas", ..];
        IEnumerable<string> words = isOfComponent ? segments.Skip(3) : segments.Skip(2);
        var name = new StringBuilder();
        foreach (string word in words.Append(value).Where(static w => w is not ("properties" or "anyOf" or "oneOf" or "items" or "schema" or "content")))
        {
            foreach (string part in PointerText.Unescape(word).Split(['.', '-', '_', '/', '{', '}', ' ', '~'], StringSplitOptions.RemoveEmptyEntries))
            {
                if (!part.All(char.IsAsciiLetterOrDigit)) continue;
                name.Append(char.ToUpperInvariant(part[0])).Append(part[1..]);
            }
        }

        return name.Length > 0 && char.IsAsciiLetter(name[0]) ? name.ToString() : $"Variant{name}";
    }
}
