using System.Text.Json.Nodes;
using OpenCodeGen.Model;

namespace OpenCodeGen.Preparing;

/// <summary>Choices that are told apart by a tag, put as a base and what inherits from it.</summary>
internal static class InheritanceAdaptations
{
    public static IEnumerable<string> Inherit(DocumentTree tree)
    {
        List<string> places = [];
        List<Family> families = [];
        IEnumerable<TaggedChoice> choices = tree.Schemas().Select(p => TaggedChoice.Read(tree, p)).OfType<TaggedChoice>();
        foreach (TaggedChoice choice in choices.OrderByDescending(static c => c.Tags.Count))
        {
            Family[] related = [.. families.Where(f => f.Shares(choice))];
            var one = new Family();
            if (!related.Append(new Family(choice)).All(one.TryTakeIn))
            {
                tree.NoteUnsaid(choice.Pointer, "Types of this choice belong to another one that is told apart in another way.");
                continue;
            }

            families.RemoveAll(related.Contains);
            families.Add(one);
            places.Add(choice.Pointer);
        }

        foreach (Family family in families) family.Write(tree);
        return places;
    }

    /// <summary>Choices that share types: they have one base, as a type can inherit from one only.</summary>
    private sealed class Family(params TaggedChoice[] choices)
    {
        private readonly List<TaggedChoice> _choices = [.. choices];
        private readonly Dictionary<string, string> _types = new(choices.SelectMany(static c => c.Tags), StringComparer.Ordinal);

        private string Tag => _choices[0].Tag;

        public bool Shares(TaggedChoice choice) => choice.Tags.Values.Any(_types.ContainsValue);

        public bool TryTakeIn(Family other)
        {
            if (_choices.Count > 0 && other.Tag != Tag) return false;
            foreach ((string value, string type) in other._types)
            {
                bool isKnown = _types.TryGetValue(value, out string? known);
                if (isKnown ? known != type : _types.ContainsValue(type)) return false;
            }

            foreach ((string value, string type) in other._types) _types[value] = type;
            _choices.AddRange(other._choices);
            return true;
        }

        public void Write(DocumentTree tree)
        {
            // The widest of them gives the name, and one with a name goes before one without.
            TaggedChoice[] ordered = [.. _choices.OrderByDescending(static c => c.Name is not null).ThenByDescending(static c => c.Tags.Count)];
            string name = ordered[0].Name ?? tree.AddComponent(PlaceNames.Of(tree, ordered[0].Pointer), []);
            JsonNode? description = ordered[0].Schema["description"]?.DeepClone();
            bool canBeNull = ordered.Any(static c => c.Name is not null && c.Schema["nullable"]?.GetValue<bool>() == true);
            foreach (TaggedChoice choice in ordered) choice.ReferTo(tree, name);

            JsonObject home = [];
            if (description is not null) home["description"] = description;
            home["type"] = "object";
            if (canBeNull) home["nullable"] = true;
            home["required"] = new JsonArray(Tag);
            home["properties"] = new JsonObject { [Tag] = new JsonObject { ["type"] = "string" } };
            home["discriminator"] = new JsonObject
            {
                ["propertyName"] = Tag,
                ["mapping"] = new JsonObject(_types.Select(static t => KeyValuePair.Create<string, JsonNode?>(t.Key, DocumentTree.PointerTo(t.Value)))),
            };
            tree.Components[name] = home;
            foreach (string type in _types.Values) Derive((JsonObject)tree.Components[type]!, name, Tag);
        }

        private static void Derive(JsonObject type, string home, string tag)
        {
            JsonObject own = [];
            foreach ((string name, JsonNode? value) in type.ToArray())
            {
                if (name is "description" or "title") continue;
                type.Remove(name);
                if (name != "additionalProperties") own[name] = value;
            }

            ((JsonObject)own["properties"]!).Remove(tag);
            if (own["required"] is JsonArray required)
            {
                JsonNode?[] others = [.. required.Where(r => (string?)r != tag).Select(static r => r!.DeepClone())];
                own.Remove("required");
                if (others.Length > 0) own["required"] = new JsonArray(others);
            }

            type["allOf"] = new JsonArray(DocumentTree.ReferenceTo(home), own);
        }
    }

    /// <summary>A choice of components, each of which one value of a tag stands for.</summary>
    /// <param name="Schema">Where it is written.</param>
    /// <param name="Pointer">Its place.</param>
    /// <param name="Name">Its name, where it is a component.</param>
    /// <param name="Tag">The property that tells.</param>
    /// <param name="Tags">Names of types by values.</param>
    private sealed record TaggedChoice(JsonObject Schema, string Pointer, string? Name, string Tag, IReadOnlyDictionary<string, string> Tags)
    {
        public static TaggedChoice? Read(DocumentTree tree, PlacedSchema placed)
        {
            JsonObject schema = placed.Schema;
            if ((schema["oneOf"] ?? schema["anyOf"]) is not JsonArray variants || schema["discriminator"] is not JsonObject discriminator) return null;
            if (schema.ContainsKey("properties") || schema.ContainsKey("allOf")) return null;
            string?[] names = [.. variants.Select(DocumentTree.ReferenceOf)];
            if (names.Contains(null) || (string?)discriminator["propertyName"] is not { } tag) return null;
            Dictionary<string, string> tags = new(StringComparer.Ordinal);
            foreach ((string value, JsonNode? target) in discriminator["mapping"] as JsonObject ?? [])
            {
                string pointer = (string)target!;
                string name = DocumentTree.ReferenceOf(new JsonObject { ["$ref"] = pointer }) ?? pointer;
                if (!names.Contains(name) || tags.ContainsValue(name)) return null;
                tags[value] = name;
            }

            if (tags.Count == 0) tags = names.Distinct().ToDictionary(static n => n!, static n => n!, StringComparer.Ordinal);
            if (names.Any(n => !tags.ContainsValue(n!)) || !tags.Values.All(n => IsPlain(tree.Components[n]))) return null;
            string[] segments = placed.Pointer.Split('/');
            return new TaggedChoice(schema, placed.Pointer, segments is ["#", "components", "schemas", var own] ? PointerText.Unescape(own) : null, tag, tags);
        }

        public void ReferTo(DocumentTree tree, string home)
        {
            if (Name is not null)
            {
                if (Name != home) tree.RemoveComponent(Name, home);
                return;
            }

            bool canBeNull = Schema["nullable"]?.GetValue<bool>() == true;
            Schema.Clear();
            if (canBeNull) (Schema["nullable"], Schema["allOf"]) = (true, new JsonArray(DocumentTree.ReferenceTo(home)));
            else Schema["$ref"] = DocumentTree.PointerTo(home);
        }

        private static bool IsPlain(JsonNode? schema)
            => schema is JsonObject json && json["properties"] is JsonObject && !json.ContainsKey("allOf") && !json.ContainsKey("discriminator");
    }
}
