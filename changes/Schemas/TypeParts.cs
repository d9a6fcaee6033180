using OpenCodeGen.Model;

namespace OpenCodeGen.Changes.Schemas;

/// <summary>What a schema says of one type: keywords of another bind none of its values.</summary>
internal static class TypeParts
{
    private static readonly JsonTypes[] _kinds =
        [JsonTypes.Boolean, JsonTypes.Number | JsonTypes.Integer, JsonTypes.String, JsonTypes.Object, JsonTypes.Array];

    /// <summary>The types, each by itself; numbers and integers are one.</summary>
    public static IReadOnlyList<JsonTypes> Of(JsonTypes types) => [.. _kinds.Select(k => k & types).Where(static k => k != JsonTypes.None)];

    /// <summary>The types of <paramref name="types"/> of which <paramref name="others"/> has none; an integer that became a number is no such type.</summary>
    public static JsonTypes Beyond(JsonTypes types, JsonTypes others)
        => Of(types).Where(t => !_kinds.Any(k => (k & t) != JsonTypes.None && (k & others) != JsonTypes.None))
            .Aggregate(JsonTypes.None, static (all, t) => all | t);

    /// <summary>What of a schema with several types binds some of them; what it says of all of them stays with the whole.</summary>
    public static SchemaView Restrict(SchemaView view, JsonTypes types)
    {
        JsonTypes left = view.Types & types;
        bool isObject = left.HasFlag(JsonTypes.Object);
        bool isArray = left.HasFlag(JsonTypes.Array);
        List<string>? values = view.Values is null ? null : [.. view.Values.Where(v => (TypeOf(v) & left) != JsonTypes.None)];
        return new SchemaView
        {
            Types = left,
            AllowsNull = view.AllowsNull,
            Values = Open(left, values),
            Format = (left & (JsonTypes.String | JsonTypes.Number | JsonTypes.Integer)) == JsonTypes.None ? null : view.Format,
            Patterns = left.HasFlag(JsonTypes.String) ? view.Patterns : [],
            Limits = view.Limits.Where(l => Binds(l.Key, left)).ToDictionary(StringComparer.Ordinal),
            IsUnique = isArray && view.IsUnique,
            Properties = isObject ? view.Properties : new Dictionary<string, SchemaPlace>(),
            Required = isObject ? view.Required : new HashSet<string>(),
            IsClosed = isObject && view.IsClosed,
            Additional = isObject ? view.Additional : null,
            Items = isArray ? view.Items : null,
            FirstItems = isArray ? view.FirstItems : [],
            Encoding = left.HasFlag(JsonTypes.String) ? view.Encoding : null,
            Behind = view.Behind.Where(b => Binds(b.Key.Split(' ')[0], left)).ToDictionary(StringComparer.Ordinal),
            Others = view.Others.Where(o => TypeOfKeyword(o.Key) != SchemaView.AllTypes && Binds(o.Key, left)).ToDictionary(StringComparer.Ordinal),
        };
    }

    /// <summary>A schema of one type, without the keywords that bind nothing of it.</summary>
    public static SchemaView WithoutOthers(SchemaView view)
    {
        SchemaView own = Restrict(view, view.Types);
        return view with { Patterns = own.Patterns, Limits = own.Limits, IsUnique = own.IsUnique, Encoding = own.Encoding, Behind = own.Behind };
    }

    /// <summary>The variants of a choice with one type each.</summary>
    public static IEnumerable<SchemaVariant> Split(SchemaVariant variant)
    {
        IReadOnlyList<JsonTypes> types = variant.View.IsPlain && variant.Place.Parts.Count > 0 ? Of(variant.View.Types) : [];
        return types.Count < 2 ? [variant] : types.Select(t => variant with { Place = variant.Place.Only(t), View = Restrict(variant.View, t) });
    }

    /// <summary>Both Booleans are all of them.</summary>
    public static IReadOnlyList<string>? Open(JsonTypes types, IReadOnlyList<string>? values)
        => types == JsonTypes.Boolean && values?.Count == 2 ? null : values;

    /// <summary>Conditions of all types, which stay with a schema that has several.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<Condition>> OfAll(IReadOnlyDictionary<string, IReadOnlyList<Condition>> others)
        => others.Where(static o => TypeOfKeyword(o.Key) == SchemaView.AllTypes).ToDictionary(StringComparer.Ordinal);

    /// <summary>The type of a value, by its JSON.</summary>
    public static JsonTypes TypeOf(string json) => json[0] switch
    {
        '"' => JsonTypes.String,
        '{' => JsonTypes.Object,
        '[' => JsonTypes.Array,
        't' or 'f' => JsonTypes.Boolean,

        // 1.0 is written as 1 here.
        _ => json.AsSpan().ContainsAny(".eE") ? JsonTypes.Number | JsonTypes.Integer : JsonTypes.Integer,
    };

    private static bool Binds(string keyword, JsonTypes types) => (TypeOfKeyword(keyword) & types) != JsonTypes.None;

    private static JsonTypes TypeOfKeyword(string keyword) => keyword switch
    {
        "minLength" or "maxLength" or "contentSchema" => JsonTypes.String,
        "minimum" or "maximum" or "multipleOf" => JsonTypes.Number | JsonTypes.Integer,
        "minItems" or "maxItems" or "minContains" or "maxContains" or "contains" or "unevaluatedItems" or "additionalItems" => JsonTypes.Array,
        "minProperties" or "maxProperties" or "patternProperties" or "propertyNames" or "dependentSchemas" or "dependentRequired" or "dependencies"
            or "unevaluatedProperties" => JsonTypes.Object,
        _ => SchemaView.AllTypes,
    };
}
