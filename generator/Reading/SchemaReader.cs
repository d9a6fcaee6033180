using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using OpenCodeGen.Model;

namespace OpenCodeGen.Reading;

/// <summary>Reads schemas, and refuses keywords that it does not understand.</summary>
internal sealed class SchemaReader(RawDocument raw)
{
    private const string ComponentPrefix = "#/components/schemas/";

    // Keywords that only constrain values or inform people: they do not change the shape of a type.
    private static readonly HashSet<string> _informative = new(StringComparer.Ordinal)
    {
        "$comment", "contentMediaType", "contentEncoding", "examples", "minContains", "maxContains", "markdownDescription",
        "nullable", "enumDescriptions", "errorMessage", "deprecationMessage", "optional", "name",
    };

    private readonly HashSet<IOpenApiSchema> _open = new(ReferenceEqualityComparer.Instance);

    public Schema Read(IOpenApiSchema? schema, string pointer)
    {
        if (schema is null) return ReadTruth(pointer);
        if (schema is OpenApiSchemaReference reference) return ReadReference(reference, pointer);
        if (!_open.Add(schema)) throw new SpecException(pointer, "is cyclic: it contains itself without a component in between.");
        try
        {
            return ReadInline((OpenApiSchema)schema, pointer);
        }
        finally
        {
            _open.Remove(schema);
        }
    }

    /// <summary>A schema that is <c>true</c> or <c>false</c> does not reach the OpenAPI reader's model.</summary>
    private Schema ReadTruth(string pointer) => raw.KindAt(pointer) switch
    {
        JsonValueKind.True => new Schema { Pointer = pointer },
        JsonValueKind.False => new Schema { Pointer = pointer, IsNever = true },
        _ => throw new SpecException(pointer, "is not a schema."),
    };

    private Schema ReadReference(OpenApiSchemaReference reference, string pointer)
    {
        string target = reference.Reference.ReferenceV3 ?? "";
        if (target.StartsWith(ComponentPrefix, StringComparison.Ordinal) && !target.AsSpan(ComponentPrefix.Length).Contains('/'))
        {
            return new Schema
            {
                Pointer = pointer,
                Reference = PointerText.Unescape(Uri.UnescapeDataString(target[ComponentPrefix.Length..])),
                Description = reference.Reference.Description,
            };
        }

        return reference.Target is { } inline
            ? Read(inline, pointer)
            : throw new SpecException(pointer, $"the $ref '{target}' does not lead to a schema.");
    }

    private Schema ReadInline(OpenApiSchema schema, string pointer)
    {
        RefuseUnknown(schema, pointer);
        JsonTypes types = Types(schema.Type);
        IReadOnlyList<string> values = Values(schema, ref types);
        IReadOnlyList<SchemaProperty> properties = Properties(schema, pointer);
        if (schema.UnrecognizedKeywords?.TryGetValue("nullable", out JsonNode? nullable) == true && nullable is JsonValue flag
            && flag.TryGetValue(out bool isNullable) && isNullable)
        {
            types |= JsonTypes.Null; // A habit from OpenAPI 3.0 that documents of 3.1 keep.
        }

        if (types == JsonTypes.None || types == JsonTypes.Null) types |= ImpliedTypes(schema, properties, values);
        return new Schema
        {
            Pointer = pointer,
            Types = types,
            Description = schema.Description ?? schema.Title,
            IsDeprecated = schema.Deprecated,
            Format = schema.Format,
            Values = values,
            Properties = properties,
            RequiredElsewhere = schema.Required?.Where(name => !properties.Any(p => p.Name == name)).Order(StringComparer.Ordinal).ToList() ?? [],
            AdditionalProperties = AdditionalProperties(schema, pointer),
            Items = Items(schema, pointer),
            Alternatives = All(schema.AnyOf, pointer + "/anyOf").Concat(All(schema.OneOf, pointer + "/oneOf")).ToList(),
            Parts = All(schema.AllOf, pointer + "/allOf"),
            Discriminator = ReadDiscriminator(schema),
            Content = schema.ContentSchema is { } content ? Read(content, pointer + "/contentSchema") : null,
            IsNever = schema.Not is not null && raw.IsAnything(pointer + "/not"),
        };
    }

    private List<Schema> All(IList<IOpenApiSchema>? members, string pointer)
        => members?.Select((member, index) => Read(member, $"{pointer}/{index}")).ToList() ?? [];

    private List<SchemaProperty> Properties(OpenApiSchema schema, string pointer)
    {
        var properties = new List<SchemaProperty>();
        foreach ((string name, IOpenApiSchema property) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            Schema read = Read(property, $"{pointer}/properties/{PointerText.Escape(name)}");
            if (!read.IsNever) properties.Add(new SchemaProperty(name, read, schema.Required?.Contains(name) == true));
        }

        // Order in the document carries no meaning and changes between releases.
        properties.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return properties;
    }

    private Schema? AdditionalProperties(OpenApiSchema schema, string pointer)
    {
        if (schema.AdditionalProperties is { } additional) return Read(additional, pointer + "/additionalProperties");
        if (schema.UnevaluatedPropertiesSchema is { } unevaluated) return Read(unevaluated, pointer + "/unevaluatedProperties");
        if (schema.PatternProperties is not { Count: > 0 } patterns)
        {
            // The reader does not tell a permission from silence.
            string place = pointer + "/additionalProperties";
            return schema.Properties is { Count: > 0 } && raw.KindAt(place) == JsonValueKind.True ? new Schema { Pointer = place } : null;
        }

        if (patterns.Count > 1) throw new SpecException(pointer + "/patternProperties", "has more than one pattern; only one can become a map.");
        (string pattern, IOpenApiSchema value) = patterns.First();
        return Read(value, $"{pointer}/patternProperties/{PointerText.Escape(pattern)}");
    }

    private Schema? Items(OpenApiSchema schema, string pointer)
    {
        if (schema.Items is { } items) return Read(items, pointer + "/items");
        bool isTuple = schema.UnrecognizedKeywords?.ContainsKey("prefixItems") == true;
        // A tuple has a type an element; it becomes a list of whatever JSON the elements are.
        return isTuple || schema.Type?.HasFlag(JsonSchemaType.Array) == true ? new Schema { Pointer = pointer + "/items" } : null;
    }

    private static Discriminator? ReadDiscriminator(OpenApiSchema schema)
    {
        if (schema.Discriminator?.PropertyName is not { } property) return null;
        var mapping = new List<KeyValuePair<string, string>>();
        foreach ((string value, OpenApiSchemaReference target) in schema.Discriminator.Mapping ?? new Dictionary<string, OpenApiSchemaReference>())
            mapping.Add(new(value, PointerText.Unescape((target.Reference.ReferenceV3 ?? target.Reference.Id ?? "").Split('/')[^1])));
        mapping.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        return new Discriminator(property, mapping);
    }

    private static List<string> Values(OpenApiSchema schema, ref JsonTypes types)
    {
        var values = new List<string>();
        if (schema.Const is { } constant) values.Add(constant);
        foreach (JsonNode? node in schema.Enum ?? [])
        {
            JsonValueKind kind = node?.GetValueKind() ?? JsonValueKind.Null;
            if (kind == JsonValueKind.Null || JsonNullSentinel.IsJsonNullSentinel(node)) types |= JsonTypes.Null;
            else if (kind == JsonValueKind.String) values.Add(node!.GetValue<string>());
            else values.Add(node!.ToJsonString());
            if (schema.Type is null) types |= TypeOf(kind);
        }

        return values.Distinct(StringComparer.Ordinal).ToList();
    }

    private static JsonTypes TypeOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => JsonTypes.String,
        JsonValueKind.Number => JsonTypes.Number,
        JsonValueKind.True or JsonValueKind.False => JsonTypes.Boolean,
        _ => JsonTypes.None,
    };

    private static JsonTypes ImpliedTypes(OpenApiSchema schema, IReadOnlyList<SchemaProperty> properties, IReadOnlyList<string> values)
    {
        if (properties.Count > 0 || schema.AdditionalProperties is not null || schema.PatternProperties is { Count: > 0 }) return JsonTypes.Object;
        if (schema.Items is not null) return JsonTypes.Array;
        return values.Count > 0 ? JsonTypes.String : JsonTypes.None;
    }

    private static JsonTypes Types(JsonSchemaType? type)
    {
        JsonTypes types = JsonTypes.None;
        if (type is not { } flags) return types;
        foreach ((JsonSchemaType flag, JsonTypes mapped) in _typeFlags)
            types |= flags.HasFlag(flag) ? mapped : JsonTypes.None;
        return types;
    }

    private static readonly (JsonSchemaType Flag, JsonTypes Mapped)[] _typeFlags =
    [
        (JsonSchemaType.Null, JsonTypes.Null), (JsonSchemaType.Boolean, JsonTypes.Boolean), (JsonSchemaType.Integer, JsonTypes.Integer),
        (JsonSchemaType.Number, JsonTypes.Number), (JsonSchemaType.String, JsonTypes.String), (JsonSchemaType.Object, JsonTypes.Object),
        (JsonSchemaType.Array, JsonTypes.Array),
    ];

    private void RefuseUnknown(OpenApiSchema schema, string pointer)
    {
        foreach (string keyword in schema.UnrecognizedKeywords?.Keys ?? Enumerable.Empty<string>())
        {
            if (keyword != "prefixItems" && !_informative.Contains(keyword) && !keyword.StartsWith("x-", StringComparison.Ordinal))
                throw new SpecException($"{pointer}/{PointerText.Escape(keyword)}", $"the keyword '{keyword}' is not understood.");
        }

        Refuse(schema.Not is not null && !raw.IsAnything(pointer + "/not"), "not", "a negated schema cannot become a type.");
        Refuse(schema.If is not null, "if", "a conditional schema cannot become a type.");
        Refuse(schema.DependentSchemas is { Count: > 0 }, "dependentSchemas", "dependent schemas cannot become a type.");

        void Refuse(bool isUnknown, string keyword, string problem)
        {
            if (isUnknown) throw new SpecException($"{pointer}/{keyword}", problem);
        }
    }
}
