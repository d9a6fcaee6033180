using System.Text;
using OpenCodeGen.Model;

namespace OpenCodeGen.Shaping;

/// <summary>Brings schemas into one form, and compares them by shape.</summary>
internal sealed class SchemaForms(IReadOnlyDictionary<string, Schema> components)
{
    private readonly AllOfMerger _allOf = new(components);
    private readonly Dictionary<Schema, Schema> _normal = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Schema, string> _signatures = new(ReferenceEqualityComparer.Instance);

    public Schema Component(string name) => components[name];

    /// <summary>Follows references until a schema is reached.</summary>
    public Schema Target(Schema schema)
    {
        while (schema.Reference is { } name) schema = components[name];
        return Normalize(schema);
    }

    /// <summary>Merges <c>allOf</c>, and splits a schema of several types into alternatives.</summary>
    public Schema Normalize(Schema schema)
    {
        if (schema.Reference is not null) return schema;
        if (_normal.TryGetValue(schema, out Schema? known)) return known;
        Schema normal = SplitTypes(Distribute(_allOf.Merge(schema)));
        _normal[schema] = normal;
        return normal;
    }

    /// <summary>A text that is equal for schemas of equal shape, whatever their order and documentation.</summary>
    public string Signature(Schema schema)
    {
        schema = Normalize(schema);
        if (schema.Reference is { } name) return "@" + name;
        if (_signatures.TryGetValue(schema, out string? known)) return known;
        var text = new StringBuilder().Append((int)schema.Types);
        if (schema.Values.Count > 0) text.Append('=').AppendJoin('|', schema.Values.Order(StringComparer.Ordinal));
        foreach (SchemaProperty property in schema.Properties)
            text.Append('{').Append(property.Name).Append(property.IsRequired ? "!" : "").Append(':').Append(Signature(property.Schema)).Append('}');
        if (schema.AdditionalProperties is { } additional) text.Append("+<").Append(Signature(additional)).Append('>');
        if (schema.Items is { } items) text.Append('[').Append(Signature(items)).Append(']');
        if (schema.Alternatives.Count > 0) text.Append('(').AppendJoin('|', schema.Alternatives.Select(Signature).Order(StringComparer.Ordinal)).Append(')');
        if (schema.Content is { } content) text.Append('~').Append(Signature(content));
        return _signatures[schema] = text.ToString();
    }

    /// <summary>
    /// A choice beside properties of the schema's own: the properties belong to every alternative. Alternatives that only
    /// say which properties must come together have no shape, and change none.
    /// </summary>
    private static Schema Distribute(Schema schema)
    {
        if (schema.Alternatives.Count == 0 || (schema.Properties.Count == 0 && schema.AdditionalProperties is null)) return schema;
        if (!schema.Alternatives.Any(AllOfMerger.HasShape)) return schema with { Alternatives = [] };
        Schema common = schema with { Alternatives = [], Description = null };
        return schema with
        {
            Types = schema.Types & JsonTypes.Null,
            Properties = [],
            AdditionalProperties = null,
            Alternatives = schema.Alternatives.Select(a => new Schema { Pointer = a.Pointer, Description = a.Description, Parts = [common, a] }).ToList(),
        };
    }

    private static Schema SplitTypes(Schema schema)
    {
        JsonTypes types = schema.Types & ~JsonTypes.Null;
        if (types.HasFlag(JsonTypes.Integer | JsonTypes.Number)) types &= ~JsonTypes.Integer;
        if (schema.Alternatives.Count > 0 || int.PopCount((int)types) <= 1)
            return types == (schema.Types & ~JsonTypes.Null) ? schema : schema with { Types = types | (schema.Types & JsonTypes.Null) };
        var alternatives = new List<Schema>();
        foreach (JsonTypes type in Enum.GetValues<JsonTypes>())
        {
            if (type != JsonTypes.None && schema.Types.HasFlag(type) && (type == JsonTypes.Null || types.HasFlag(type))) alternatives.Add(Only(schema, type));
        }

        return new Schema { Pointer = schema.Pointer, Description = schema.Description, IsDeprecated = schema.IsDeprecated, Alternatives = alternatives };
    }

    private static Schema Only(Schema schema, JsonTypes type) => type switch
    {
        JsonTypes.Object => schema with { Types = type, Values = [], Items = null },
        JsonTypes.Array => schema with { Types = type, Values = [], Properties = [], AdditionalProperties = null },
        JsonTypes.String => schema with { Types = type, Items = null, Properties = [], AdditionalProperties = null },
        _ => new Schema { Pointer = schema.Pointer, Types = type },
    };
}
