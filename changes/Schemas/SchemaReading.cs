using System.Globalization;
using System.Text.Json;
using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Model;

namespace OpenCodeGen.Changes.Schemas;

/// <summary>Reads one schema, without what it refers to: the keywords of OpenAPI 3.0 and 3.1 with one meaning.</summary>
internal static class SchemaReading
{
    private static readonly string[] _limits =
        ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minContains", "maxContains", "multipleOf"];

    public static SchemaView Read(Node node)
    {
        if (node.Json.ValueKind == JsonValueKind.False) return new SchemaView { Types = JsonTypes.None, AllowsNull = false };
        if (!node.IsObject) return new SchemaView();
        (JsonTypes types, bool allowsNull) = TypesOf(node);
        IReadOnlyList<string>? values = ValuesOf(node, ref allowsNull, ref types);
        Node? additional = node["additionalProperties"];
        (string? format, string? encoding) = ContentReading.Read(node);
        return new SchemaView
        {
            Types = types,
            AllowsNull = allowsNull,
            Values = values,
            KnownValues = [.. (node["x-extensible-enum"]?.Elements() ?? []).Select(static e => CanonicalJson.Of(e.Json)).Distinct(StringComparer.Ordinal)],
            Format = format,
            Patterns = node.Text("pattern") is { } pattern ? [pattern] : [],
            Limits = LimitsOf(node),
            IsUnique = node.IsTrue("uniqueItems"),
            Properties = (node["properties"]?.Properties() ?? []).DistinctBy(static p => p.Name)
                .ToDictionary(static p => p.Name, static p => SchemaPlace.Of(p.Value), StringComparer.Ordinal),
            Required = node.Strings("required").ToHashSet(StringComparer.Ordinal),
            IsClosed = additional is { Json.ValueKind: JsonValueKind.False },
            Additional = additional is { IsObject: true } ? SchemaPlace.Of(additional) : null,
            Items = node["items"] is { } items ? SchemaPlace.Of(items) : null,
            FirstItems = [.. (node["prefixItems"]?.Elements() ?? []).Select(static e => SchemaPlace.Of(e))],
            Discriminator = node["discriminator"]?.Text("propertyName"),
            Default = node["default"] is { } fallback ? CanonicalJson.Of(fallback.Json) : null,
            IsDeprecated = node.IsTrue("deprecated"),
            IsReadOnly = node.IsTrue("readOnly"),
            IsWriteOnly = node.IsTrue("writeOnly"),
            Encoding = encoding,
            Behind = ConditionReading.Behind(node),
            Others = ConditionReading.Others(node),
        };
    }

    private static (JsonTypes Types, bool AllowsNull) TypesOf(Node node)
    {
        IEnumerable<string> names = node.Text("type") is { } one ? [one] : node.Strings("type");
        bool isNullable = node.IsTrue("nullable");
        JsonTypes types = JsonTypes.None;
        bool isGiven = false;
        foreach (string name in names)
        {
            isGiven = true;
            if (name == "null") isNullable = true;
            types |= TypeOf(name);
        }

        if (isGiven) return (types, isNullable);

        // Without a type a keyword of one type binds only values of that type; whoever writes it means the type.
        types = (node["properties"] ?? node["additionalProperties"]) is not null ? JsonTypes.Object
            : (node["items"] ?? node["prefixItems"]) is not null ? JsonTypes.Array
            : (node["pattern"] ?? node["minLength"] ?? node["maxLength"]) is not null ? JsonTypes.String
            : (node["minimum"] ?? node["maximum"] ?? node["multipleOf"]) is not null ? JsonTypes.Number | JsonTypes.Integer
            : JsonTypes.None;
        return types == JsonTypes.None ? (SchemaView.AllTypes, true) : (types, isNullable);
    }

    private static JsonTypes TypeOf(string name) => name switch
    {
        "boolean" => JsonTypes.Boolean,
        "integer" => JsonTypes.Integer,
        "number" => JsonTypes.Number | JsonTypes.Integer,
        "string" => JsonTypes.String,
        "object" => JsonTypes.Object,
        "array" => JsonTypes.Array,
        _ => JsonTypes.None,
    };

    private static IReadOnlyList<string>? ValuesOf(Node node, ref bool allowsNull, ref JsonTypes types)
    {
        List<JsonElement>? values = node["const"] is { } single ? [single.Json] : node["enum"]?.Elements().Select(static e => e.Json).ToList();
        if (values is null) return null;

        // What OpenAPI 3.0 calls nullable is meant so, also where the list of values does not repeat it.
        allowsNull &= values.Exists(static v => v.ValueKind == JsonValueKind.Null) || node.IsTrue("nullable");
        values.RemoveAll(static v => v.ValueKind == JsonValueKind.Null);
        List<string> texts = [.. values.Select(CanonicalJson.Of).Distinct(StringComparer.Ordinal)];
        types &= texts.Aggregate(JsonTypes.None, static (all, v) => all | TypeParts.TypeOf(v));
        return TypeParts.Open(types, texts);
    }

    private static Dictionary<string, Limit> LimitsOf(Node node)
    {
        var limits = new Dictionary<string, Limit>(StringComparer.Ordinal);
        foreach (string keyword in _limits)
        {
            if (NumberOf(node[keyword]) is { } number && !(number == 0 && keyword.StartsWith("min", StringComparison.Ordinal)))
                limits[keyword] = new Limit(number);
        }

        AddBound("minimum", "exclusiveMinimum", static (a, b) => a > b);
        AddBound("maximum", "exclusiveMaximum", static (a, b) => a < b);
        return limits;

        // In OpenAPI 3.0 a Boolean makes the bound exclusive; in 3.1 the exclusive bound is a number of its own.
        void AddBound(string keyword, string exclusive, Func<decimal, decimal, bool> isStricter)
        {
            if (NumberOf(node[keyword]) is { } number) limits[keyword] = new Limit(number, node.IsTrue(exclusive));
            if (NumberOf(node[exclusive]) is not { } other) return;
            if (!limits.TryGetValue(keyword, out Limit limit) || other == limit.Value || isStricter(other, limit.Value))
                limits[keyword] = new Limit(other, true);
        }
    }

    private static decimal? NumberOf(Node? node) => node is { Json.ValueKind: JsonValueKind.Number } number
        ? number.Json.TryGetDecimal(out decimal value) ? value
            : double.TryParse(number.Json.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out double large) && large > 0
                ? decimal.MaxValue : decimal.MinValue
        : null;
}
