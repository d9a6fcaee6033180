namespace OpenCodeGen.Model;

/// <summary>The JSON types that a schema allows.</summary>
[Flags]
public enum JsonTypes
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Integer = 4,
    Number = 8,
    String = 16,
    Object = 32,
    Array = 64,
}

/// <summary>One schema as the document states it, free of the library that read it.</summary>
public sealed record Schema
{
    /// <summary>Where the schema stands in the document, as a JSON pointer.</summary>
    public required string Pointer { get; init; }

    /// <summary>The component that a <c>$ref</c> names; everything else is then empty.</summary>
    public string? Reference { get; init; }

    public JsonTypes Types { get; init; }

    public string? Description { get; init; }

    public bool IsDeprecated { get; init; }

    public string? Format { get; init; }

    /// <summary>The allowed values as JSON literals: texts without quotes, everything else as written.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    public IReadOnlyList<SchemaProperty> Properties { get; init; } = [];

    /// <summary>Properties that the schema requires and leaves to another part of an <c>allOf</c> to describe.</summary>
    public IReadOnlyList<string> RequiredElsewhere { get; init; } = [];

    /// <summary>The type of properties that are not listed; null when the schema does not give one.</summary>
    public Schema? AdditionalProperties { get; init; }

    public Schema? Items { get; init; }

    /// <summary>The members of <c>anyOf</c> or <c>oneOf</c>.</summary>
    public IReadOnlyList<Schema> Alternatives { get; init; } = [];

    /// <summary>The members of <c>allOf</c>.</summary>
    public IReadOnlyList<Schema> Parts { get; init; } = [];

    /// <summary>The values of the discriminator by component name, where the document maps them.</summary>
    public Discriminator? Discriminator { get; init; }

    /// <summary>The JSON that a text carries (<c>contentSchema</c>).</summary>
    public Schema? Content { get; init; }

    /// <summary>Whether no value is valid (<c>not: {}</c>).</summary>
    public bool IsNever { get; init; }
}

/// <summary>A property of an object schema.</summary>
public sealed record SchemaProperty(string Name, Schema Schema, bool IsRequired);

/// <summary>An explicit discriminator.</summary>
public sealed record Discriminator(string Property, IReadOnlyList<KeyValuePair<string, string>> Mapping);
