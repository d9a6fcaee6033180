using OpenCodeGen.Model;

namespace OpenCodeGen.Shaping;

/// <summary>Turns <c>allOf</c> into one schema: an object with everybody's properties, a choice of such objects, or the scalar that all parts
/// constrain.</summary>
internal sealed class AllOfMerger(IReadOnlyDictionary<string, Schema> components)
{
    /// <summary>Merges a schema with its parts; one without parts is returned as it is.</summary>
    public Schema Merge(Schema schema)
        => schema.Parts.Count == 0 ? schema : Merge(schema, new HashSet<Schema>(ReferenceEqualityComparer.Instance));

    /// <summary>Whether a schema says what a value looks like, and not only how long or how required it is.</summary>
    public static bool HasShape(Schema schema)
        => schema.Reference is not null || schema.Types != JsonTypes.None || schema.Alternatives.Count > 0 || schema.Parts.Count > 0
            || schema.Properties.Count > 0;

    private Schema Merge(Schema schema, HashSet<Schema> open)
    {
        if (!open.Add(schema)) throw new SpecException(schema.Pointer, "is cyclic: its allOf contains itself.");
        try
        {
            List<Schema> shaped = schema.Parts.Where(HasShape).ToList();
            bool requiresMore = schema.RequiredElsewhere.Count > 0 || schema.Parts.Any(p => p.RequiredElsewhere.Count > 0);
            if (shaped.Count == 1 && !requiresMore && AddsNothing(schema)) return Wrapped(schema, shaped[0], open);
            List<Schema> parts = schema.Parts.Select(p => Resolve(p, open)).Append(schema with { Parts = [] }).ToList();
            List<Schema> choices = parts.Where(p => p.Alternatives.Any(HasShape)).ToList();
            if (choices.Count > 1) throw new SpecException(schema.Pointer + "/allOf", "combines several choices; only one can become a union.");
            return choices.Count == 1 ? Distributed(schema, parts, choices[0])
                : SameScalar(parts) is { } scalar ? scalar with { Description = schema.Description ?? scalar.Description, IsDeprecated = schema.IsDeprecated }
                : Combined(schema, parts);
        }
        finally
        {
            open.Remove(schema);
        }
    }

    private static bool AddsNothing(Schema schema)
        => schema is { Properties.Count: 0, AdditionalProperties: null, Items: null, Values.Count: 0, Alternatives.Count: 0 };

    /// <summary>The usual way to put a description or "nullable" beside a reference.</summary>
    private Schema Wrapped(Schema schema, Schema only, HashSet<Schema> open)
    {
        if (schema.Types.HasFlag(JsonTypes.Null))
        {
            return new Schema
            {
                Pointer = schema.Pointer,
                Description = schema.Description,
                Alternatives = [only, new Schema { Pointer = schema.Pointer, Types = JsonTypes.Null }]
            };
        }

        return only.Reference is null && only.Parts.Count > 0 ? Merge(only, open) : only with { Description = schema.Description ?? only.Description };
    }

    /// <summary>A choice beside objects: what is common belongs to every alternative.</summary>
    private static Schema Distributed(Schema schema, List<Schema> parts, Schema choice)
    {
        List<Schema> common =
            parts.Select(p => ReferenceEquals(p, choice) ? p with { Alternatives = [] } : p).Where(p => HasShape(p) || p.RequiredElsewhere.Count > 0).ToList();
        return schema with
        {
            Parts = [],
            Properties = [],
            AdditionalProperties = null,
            Types = schema.Types & JsonTypes.Null,
            Discriminator = choice.Discriminator ?? schema.Discriminator,
            Alternatives = choice.Alternatives.Select(a => common.Count == 0 ? a : new Schema { Pointer = a.Pointer, Parts = [.. common, a] }).ToList(),
        };
    }

    /// <summary>The one scalar or list that all parts constrain; null when the parts are objects.</summary>
    private static Schema? SameScalar(List<Schema> parts)
    {
        List<Schema> shaped = parts.Where(p => (p.Types & ~JsonTypes.Null) != JsonTypes.None).ToList();
        return shaped.Count > 0 && shaped.TrueForAll(p => p.Types == shaped[0].Types && p.Properties.Count == 0 && !p.Types.HasFlag(JsonTypes.Object))
            ? shaped.Find(p => p.Values.Count > 0) ?? shaped[0]
            : null;
    }

    private static Schema Combined(Schema schema, List<Schema> parts)
    {
        var properties = new SortedDictionary<string, SchemaProperty>(StringComparer.Ordinal);
        Schema merged = schema with { Parts = [], Types = schema.Types | JsonTypes.Object };
        foreach (Schema part in parts)
        {
            if (part.Items is not null || (part.Types & ~(JsonTypes.Object | JsonTypes.Null)) != 0)
                throw new SpecException(schema.Pointer + "/allOf", "combines something that is not an object; only objects can be merged.");
            foreach (SchemaProperty property in part.Properties)
            {
                bool isRequired = property.IsRequired || (properties.TryGetValue(property.Name, out SchemaProperty? other) && other.IsRequired);
                properties[property.Name] = property with { IsRequired = isRequired };
            }

            merged = merged with
            {
                AdditionalProperties = part.AdditionalProperties ?? merged.AdditionalProperties,
                Description = merged.Description ?? part.Description
            };
        }

        HashSet<string> required = parts.SelectMany(p => p.RequiredElsewhere).ToHashSet(StringComparer.Ordinal);
        return merged with { Properties = properties.Values.Select(p => required.Contains(p.Name) ? p with { IsRequired = true } : p).ToList() };
    }

    private Schema Resolve(Schema part, HashSet<Schema> open)
    {
        while (true)
        {
            while (part.Reference is { } name) part = components[name];
            if (part.Parts.Count == 0) return part;
            part = Merge(part, open);
        }
    }
}
