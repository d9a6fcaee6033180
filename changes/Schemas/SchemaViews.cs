using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Model;

namespace OpenCodeGen.Changes.Schemas;

/// <summary>The views of a document's schemas, each made once.</summary>
internal sealed class SchemaViews(ApiDescription document)
{
    // Choices within choices multiply.
    private const int MostVariants = 10_000;

    private static readonly string[] _choices = ["oneOf", "anyOf"];

    // What a schema with a choice may say beside it without binding the variants.
    private static readonly HashSet<string> _annotations =
        ["title", "description", "example", "examples", "default", "deprecated", "readOnly", "writeOnly", "discriminator", "oneOf", "anyOf", "allOf", "$ref", "nullable"];

    private readonly Dictionary<string, SchemaView> _views = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inWork = new(StringComparer.Ordinal);

    public SchemaView Of(SchemaPlace place)
    {
        if (_views.TryGetValue(place.Key, out SchemaView? known)) return known;

        // A choice that contains itself says nothing new about itself.
        if (!_inWork.Add(place.Key)) return new SchemaView { Types = JsonTypes.None, AllowsNull = false };
        try
        {
            return _views[place.Key] = Make(place);
        }
        finally
        {
            _inWork.Remove(place.Key);
        }
    }

    /// <summary>The component whose schema a place is, also behind other components that only refer to it; null for one without a name.</summary>
    public string? ComponentOf(SchemaPlace place)
    {
        string? component = place.Component;
        SchemaPlace current = place;
        for (int step = 0; step < 50 && current.Component is { } name; step++)
        {
            component = name;
            if (document.Find("#/components/schemas/" + PointerText.Escape(name)) is not { } target) break;
            current = SchemaPlace.Of(target);
        }

        return component;
    }

    private SchemaView Make(SchemaPlace place)
    {
        List<SchemaPart> parts = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (SchemaPart part in place.Parts) Flatten(part, parts, seen);
        SchemaView merged = parts.Select(static p => SchemaReading.Read(p.Node)).Aggregate(new SchemaView(), SchemaMerge.Both);

        // OpenAPI 3.0 has no other way to say it of a reference or a choice, and tools take it so.
        if (parts.Exists(static p => p.Node.IsTrue("nullable") && p.Node["type"] is null)) merged = merged with { AllowsNull = true };
        List<Node> choices = [.. parts.Where(static p => !p.WithoutChoice).SelectMany(static p => _choices.Select(c => p.Node[c])).OfType<Node>()
            .Where(static c => c.Elements().Any())];
        if (choices.Count == 0) return merged;

        // A second choice beside the first one is rare; it is compared as text.
        IEnumerable<KeyValuePair<string, string>> further = choices.Skip(1)
            .Select(static (c, i) => KeyValuePair.Create($"choice {i + 2}", CanonicalJson.Of(c.Json)));
        merged = merged with { Others = merged.Others.Concat(further).ToDictionary(StringComparer.Ordinal) };
        IEnumerable<SchemaPart> binding = parts.Where(static p => p.Node.Properties().Any(static k => !_annotations.Contains(k.Name)));
        return Choice(merged, new SchemaPlace([.. binding.Select(static p => p with { WithoutChoice = true })]), choices[0],
            parts.Exists(static p => p.Node.IsTrue("nullable")));
    }

    private SchemaView Choice(SchemaView merged, SchemaPlace around, Node choice, bool isNullable)
    {
        bool allowsNull = isNullable;
        List<SchemaVariant> variants = [];
        foreach (Node element in choice.Elements())
        {
            SchemaPlace place = around.And(SchemaPlace.Of(element));
            SchemaView view = Of(place);
            allowsNull |= view.AllowsNull;
            if (view.IsUnion) variants.AddRange(view.Variants);
            else if (view.Types != JsonTypes.None) variants.Add(new SchemaVariant(place, view));
        }

        if (variants.Count > MostVariants)
            throw new SpecException(choice.Pointer, $"the choice has more than {MostVariants} variants when those within it are counted; name one of them as a component.");
        variants = PlainChoices.Join([.. variants.DistinctBy(static v => v.Place.Key)]);
        SchemaView result = variants is [var single]
            ? single.View
            : new SchemaView
            {
                Types = variants.Aggregate(JsonTypes.None, static (types, v) => types | v.View.Types),
                Variants = variants,
                Others = merged.Others,
            };
        return result with
        {
            AllowsNull = allowsNull,
            Discriminator = merged.Discriminator ?? result.Discriminator,
            Default = merged.Default ?? result.Default,
            IsDeprecated = merged.IsDeprecated || result.IsDeprecated,
            IsReadOnly = merged.IsReadOnly || result.IsReadOnly,
            IsWriteOnly = merged.IsWriteOnly || result.IsWriteOnly,
        };
    }

    private void Flatten(SchemaPart part, List<SchemaPart> parts, HashSet<string> seen)
    {
        if (!seen.Add(part.Node.Pointer)) return;
        parts.Add(LeadsBack(part.Node, seen) ? part with { WithoutChoice = true } : part);
        if (part.Node.Text("$ref") is { } reference)
        {
            if (document.Find(reference) is { } target) Flatten(part with { Node = target }, parts, seen);
        }

        foreach (Node element in part.Node["allOf"]?.Elements() ?? []) Flatten(part with { Node = element }, parts, seen);
    }

    // A base whose choice names what is being put together, as with inheritance: Cat is all of Pet, and Pet is one of Cat and Dog. Only the base is meant.
    private bool LeadsBack(Node node, HashSet<string> seen) => _choices.SelectMany(c => node[c]?.Elements() ?? [])
        .Any(e => seen.Contains(e.Pointer) || (e.Text("$ref") is { } reference && document.Find(reference) is { } target && seen.Contains(target.Pointer)));
}
