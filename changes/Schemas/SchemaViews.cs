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

    private static readonly string[] _numberBounds = ["minimum", "maximum"];

    private readonly Dictionary<string, SchemaView> _views = new(StringComparer.Ordinal);
    private SchemaText? _text;
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

    /// <summary>What conditions say, with all that they refer to: the same text for the same conditions.</summary>
    public string TextOf(IReadOnlyList<Condition> conditions) => (_text ??= new SchemaText(this)).Of(conditions);

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
        if (choices.Count == 0) return Single(merged, place, parts);

        // A second choice beside the first one is rare; it is told only whether it is the same.
        merged = merged with
        {
            Others = choices.Skip(1).Index().ToDictionary(static c => $"choice {c.Index + 2}", static c => ConditionReading.Choice(c.Item)),
        };
        IEnumerable<SchemaPart> binding = parts.Where(static p => p.Node.Properties().Any(static k => !_annotations.Contains(k.Name)));
        return Choice(merged, new SchemaPlace([.. binding.Select(static p => p with { WithoutChoice = true })]), choices[0],
            parts.Exists(static p => p.Node.IsTrue("nullable")), DiscriminatorMapping.Of(parts));
    }

    // A list of types is a choice of them: what binds one type says nothing of the others.
    private static SchemaView Single(SchemaView merged, SchemaPlace place, List<SchemaPart> parts)
    {
        JsonTypes only = parts.Aggregate(SchemaView.AllTypes, static (types, p) => p.Only == JsonTypes.None ? types : types & p.Only);
        if (only != SchemaView.AllTypes) return WithoutOpenBounds(TypeParts.Restrict(merged, only));
        IReadOnlyList<JsonTypes> types = merged.Types == SchemaView.AllTypes ? [] : TypeParts.Of(merged.Types);
        if (types.Count == 0) return merged;
        if (types.Count == 1) return WithoutOpenBounds(TypeParts.WithoutOthers(merged));
        IEnumerable<SchemaVariant> all = types.Select(t => new SchemaVariant(place.Only(t), WithoutOpenBounds(TypeParts.Restrict(merged, t))));
        List<SchemaVariant> variants = PlainChoices.Join([.. all]);
        return variants is [var single]
            ? merged with { Values = single.View.Values, Limits = single.View.Limits, Patterns = [], Format = null, Encoding = null }
            : new SchemaView
            {
                Types = merged.Types,
                AllowsNull = merged.AllowsNull,
                Variants = variants,
                Others = TypeParts.OfAll(merged.Others),
                Default = merged.Default,
                IsDeprecated = merged.IsDeprecated,
                IsReadOnly = merged.IsReadOnly,
                IsWriteOnly = merged.IsWriteOnly,
            };
    }

    // Above 0 and from 1 on are the same for integers.
    private static SchemaView WithoutOpenBounds(SchemaView view)
    {
        if (view.Types != JsonTypes.Integer || !_numberBounds.Any(view.Limits.ContainsKey)) return view;
        Dictionary<string, Limit> limits = new(view.Limits, StringComparer.Ordinal);
        foreach (string bound in _numberBounds)
        {
            if (!limits.TryGetValue(bound, out Limit limit) || Math.Abs(limit.Value) >= long.MaxValue) continue;
            bool isWhole = decimal.Truncate(limit.Value) == limit.Value;
            decimal step = limit.IsExclusive && isWhole ? 1 : 0;
            limits[bound] = new Limit(bound == "minimum" ? decimal.Ceiling(limit.Value) + step : decimal.Floor(limit.Value) - step);
        }

        return view with { Limits = limits };
    }

    private SchemaView Choice(SchemaView merged, SchemaPlace around, Node choice, bool isNullable, DiscriminatorMapping? mapping)
    {
        bool allowsNull = isNullable;
        List<SchemaVariant> variants = [];
        foreach (Node element in choice.Elements())
        {
            SchemaPlace place = around.And(SchemaPlace.Of(element));
            SchemaView view = Of(place);
            allowsNull |= view.AllowsNull;
            if (view.IsUnion) variants.AddRange(view.Variants);
            else if (view.Types != JsonTypes.None) variants.Add(new SchemaVariant(place, view) { Tags = mapping?.TagsOf(element) ?? [] });
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
            Others = result.Others.Concat(result.IsUnion ? [] : merged.Others).DistinctBy(static o => o.Key).ToDictionary(StringComparer.Ordinal),
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

        // OpenAPI 3.0 says that nothing beside a reference counts.
        if (document.IgnoresBesideReferences && part.Node.Text("$ref") is { } alone && document.Find(alone) is { } meant)
        {
            Flatten(part with { Node = meant }, parts, seen);
            return;
        }

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
