using System.Text;
using OpenCodeGen.Model;

namespace OpenCodeGen.Shaping;

/// <summary>Brings schemas into one form, and compares them by shape.</summary>
internal sealed class SchemaForms(IReadOnlyDictionary<string, Schema> components)
{
    private readonly Dictionary<Schema, Schema> _normal = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Schema, string> _signatures = new(ReferenceEqualityComparer.Instance);

    public Schema Component(string name) => components[name];

    /// <summary>Follows references until a schema is reached.</summary>
    public Schema Target(Schema schema)
    {
        while (schema.Reference is { } name)
            schema = components[name];
        return Normalize(schema);
    }

    /// <summary>Merges <c>allOf</c>, and splits a schema of several types into alternatives.</summary>
    public Schema Normalize(Schema schema)
    {
        if (schema.Reference is not null)
            return schema;
        if (_normal.TryGetValue(schema, out Schema? known))
            return known;
        Schema normal = SplitTypes(Distribute(schema.Parts.Count > 0 ? Merge(schema, []) : schema));
        _normal[schema] = normal;
        return normal;
    }

    /// <summary>A text that is equal for schemas of equal shape, whatever their order and documentation.</summary>
    public string Signature(Schema schema)
    {
        schema = Normalize(schema);
        if (schema.Reference is { } name)
            return "@" + name;
        if (_signatures.TryGetValue(schema, out string? known))
            return known;
        var text = new StringBuilder().Append((int)schema.Types);
        if (schema.Values.Count > 0)
            text.Append('=').AppendJoin('|', schema.Values.Order(StringComparer.Ordinal));
        foreach (SchemaProperty property in schema.Properties)
            text.Append('{').Append(property.Name).Append(property.IsRequired ? "!" : "").Append(':').Append(Signature(property.Schema)).Append('}');
        if (schema.FurtherProperties is { } further)
            text.Append("+<").Append(Signature(further)).Append('>');
        if (schema.Items is { } items)
            text.Append('[').Append(Signature(items)).Append(']');
        if (schema.Alternatives.Count > 0)
            text.Append('(').AppendJoin('|', schema.Alternatives.Select(Signature).Order(StringComparer.Ordinal)).Append(')');
        if (schema.Content is { } content)
            text.Append('~').Append(Signature(content));
        return _signatures[schema] = text.ToString();
    }

    /// <summary>
    /// A choice beside properties of the schema's own: the properties belong to every alternative. Alternatives that only
    /// say which properties must come together have no shape, and change none.
    /// </summary>
    private static Schema Distribute(Schema schema)
    {
        if (schema.Alternatives.Count == 0 || (schema.Properties.Count == 0 && schema.FurtherProperties is null))
            return schema;
        if (!schema.Alternatives.Any(HasShape))
            return schema with { Alternatives = [] };
        Schema common = schema with { Alternatives = [], Description = null };
        return schema with
        {
            Types = schema.Types & JsonTypes.Null,
            Properties = [],
            FurtherProperties = null,
            Alternatives = schema.Alternatives.Select(a => new Schema { Pointer = a.Pointer, Description = a.Description, Parts = [common, a] }).ToList(),
        };
    }

    private static Schema SplitTypes(Schema schema)
    {
        JsonTypes types = schema.Types & ~JsonTypes.Null;
        if (types.HasFlag(JsonTypes.Integer | JsonTypes.Number))
            types &= ~JsonTypes.Integer;
        if (schema.Alternatives.Count > 0 || int.PopCount((int)types) <= 1)
            return types == (schema.Types & ~JsonTypes.Null) ? schema : schema with { Types = types | (schema.Types & JsonTypes.Null) };
        var alternatives = new List<Schema>();
        foreach (JsonTypes type in Enum.GetValues<JsonTypes>())
        {
            if (type != JsonTypes.None && schema.Types.HasFlag(type) && (type == JsonTypes.Null || types.HasFlag(type)))
                alternatives.Add(Only(schema, type));
        }

        return new Schema { Pointer = schema.Pointer, Description = schema.Description, IsDeprecated = schema.IsDeprecated, Alternatives = alternatives };
    }

    private static Schema Only(Schema schema, JsonTypes type) => type switch
    {
        JsonTypes.Object => schema with { Types = type, Values = [], Items = null },
        JsonTypes.Array => schema with { Types = type, Values = [], Properties = [], FurtherProperties = null },
        JsonTypes.String => schema with { Types = type, Items = null, Properties = [], FurtherProperties = null },
        _ => new Schema { Pointer = schema.Pointer, Types = type },
    };

    private Schema Merge(Schema schema, HashSet<Schema> open)
    {
        if (!open.Add(schema))
            throw new SpecException(schema.Pointer, "is cyclic: its allOf contains itself.");
        bool addsNothing = schema.Properties.Count == 0 && schema.FurtherProperties is null && schema.Items is null && schema.Values.Count == 0 && schema.Alternatives.Count == 0;
        List<Schema> parts = schema.Parts.Where(HasShape).ToList();
        if (addsNothing && parts.Count == 1)
        {
            // The usual way to put a description or "nullable" beside a reference.
            open.Remove(schema);
            bool isNullable = schema.Types.HasFlag(JsonTypes.Null);
            return isNullable
                ? new Schema { Pointer = schema.Pointer, Description = schema.Description, Alternatives = [parts[0], new Schema { Pointer = schema.Pointer, Types = JsonTypes.Null }] }
                : parts[0].Reference is null && parts[0].Parts.Count > 0 ? Merge(parts[0], open) : parts[0] with { Description = schema.Description ?? parts[0].Description };
        }

        var properties = new SortedDictionary<string, SchemaProperty>(StringComparer.Ordinal);
        Schema merged = schema with { Parts = [], Types = schema.Types | JsonTypes.Object };
        List<Schema> resolved = parts.Select(p => Part(p, open)).Append(schema with { Parts = [] }).ToList();
        List<Schema> choices = resolved.Where(p => p.Alternatives.Any(HasShape)).ToList();
        if (choices.Count > 1)
            throw new SpecException(schema.Pointer + "/allOf", "combines several choices; only one can become a union.");
        if (choices.Count == 1)
        {
            List<Schema> common = resolved.Select(p => p.Alternatives.Any(HasShape) ? p with { Alternatives = [] } : p).Where(HasShape).ToList();
            open.Remove(schema);
            return schema with
            {
                Parts = [],
                Properties = [],
                FurtherProperties = null,
                Types = schema.Types & JsonTypes.Null,
                Alternatives = choices[0].Alternatives.Select(a => common.Count == 0 ? a : new Schema { Pointer = a.Pointer, Parts = [.. common, a] }).ToList(),
            };
        }

        if (SameScalar(resolved) is { } scalar)
            return scalar with { Description = schema.Description ?? scalar.Description, IsDeprecated = schema.IsDeprecated };
        foreach (Schema part in resolved)
        {
            if (part.Items is not null || (part.Types & ~(JsonTypes.Object | JsonTypes.Null)) != 0)
                throw new SpecException(schema.Pointer + "/allOf", "combines something that is not an object; only objects can be merged.");
            foreach (SchemaProperty property in part.Properties)
            {
                bool isRequired = property.IsRequired || (properties.TryGetValue(property.Name, out SchemaProperty? other) && other.IsRequired);
                properties[property.Name] = property with { IsRequired = isRequired };
            }

            merged = merged with { FurtherProperties = part.FurtherProperties ?? merged.FurtherProperties, Description = merged.Description ?? part.Description };
        }

        open.Remove(schema);
        return merged with { Properties = properties.Values.ToList() };
    }

    /// <summary>The one scalar or list that all parts constrain; null when the parts are objects.</summary>
    private static Schema? SameScalar(List<Schema> parts)
    {
        List<Schema> shaped = parts.Where(p => (p.Types & ~JsonTypes.Null) != JsonTypes.None).ToList();
        return shaped.Count > 0 && shaped.TrueForAll(p => p.Types == shaped[0].Types && p.Properties.Count == 0 && !p.Types.HasFlag(JsonTypes.Object))
            ? shaped.Find(p => p.Values.Count > 0) ?? shaped[0]
            : null;
    }

    private Schema Part(Schema part, HashSet<Schema> open)
    {
        while (true)
        {
            while (part.Reference is { } name)
                part = components[name];
            if (part.Parts.Count == 0)
                return part;
            part = Merge(part, open);
        }
    }

    private static bool HasShape(Schema schema)
        => schema.Reference is not null || schema.Types != JsonTypes.None || schema.Alternatives.Count > 0 || schema.Parts.Count > 0 || schema.Properties.Count > 0;
}
