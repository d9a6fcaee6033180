using OpenCodeGen.Model;

namespace OpenCodeGen.Changes.Schemas;

/// <summary>What a schema allows, however it is written: references followed, <c>allOf</c> put together, choices made flat.</summary>
internal sealed record SchemaView
{
    public const JsonTypes AllTypes =
        JsonTypes.Boolean | JsonTypes.Integer | JsonTypes.Number | JsonTypes.String | JsonTypes.Object | JsonTypes.Array;

    /// <summary>The types without null; a number includes integers.</summary>
    public JsonTypes Types { get; init; } = AllTypes;

    public bool AllowsNull { get; init; } = true;

    /// <summary>The only values, as JSON without null; null for any. A <c>const</c> is an <c>enum</c> with one value.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>The values of <c>x-extensible-enum</c>: those that are known of a list that may grow.</summary>
    public IReadOnlyList<string> KnownValues { get; init; } = [];

    public string? Format { get; init; }

    /// <summary>The patterns that all have to match, in order.</summary>
    public IReadOnlyList<string> Patterns { get; init; } = [];

    /// <summary>Limits by their keyword, such as <c>maxLength</c>.</summary>
    public IReadOnlyDictionary<string, Limit> Limits { get; init; } = new Dictionary<string, Limit>();

    public bool IsUnique { get; init; }

    public IReadOnlyDictionary<string, SchemaPlace> Properties { get; init; } = new Dictionary<string, SchemaPlace>();

    public IReadOnlySet<string> Required { get; init; } = new HashSet<string>();

    /// <summary>Whether properties that are not listed are refused.</summary>
    public bool IsClosed { get; init; }

    /// <summary>What properties that are not listed hold; null where it does not matter.</summary>
    public SchemaPlace? Additional { get; init; }

    public SchemaPlace? Items { get; init; }

    /// <summary>The first elements of an array, each with a schema of its own.</summary>
    public IReadOnlyList<SchemaPlace> FirstItems { get; init; } = [];

    /// <summary>The variants of a choice, at least two; empty for a schema without one.</summary>
    public IReadOnlyList<SchemaVariant> Variants { get; init; } = [];

    /// <summary>The property that an explicit discriminator names.</summary>
    public string? Discriminator { get; init; }

    /// <summary>The default as JSON; null for none.</summary>
    public string? Default { get; init; }

    public bool IsDeprecated { get; init; }

    public bool IsReadOnly { get; init; }

    public bool IsWriteOnly { get; init; }

    /// <summary>How a string carries bytes or another document: <c>contentEncoding</c> and <c>contentMediaType</c>.</summary>
    public string? Encoding { get; init; }

    /// <summary>Schemas that bind a part of the value by other keywords, such as <c>contains</c>, or <c>patternProperties</c> with its pattern.</summary>
    public IReadOnlyDictionary<string, SchemaPlace> Behind { get; init; } = new Dictionary<string, SchemaPlace>();

    /// <summary>Keywords of which only can be told whether they say the same, such as <c>not</c> and <c>if</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Condition>> Others { get; init; } = new Dictionary<string, IReadOnlyList<Condition>>();

    /// <summary>Whether nothing but types and values are said, so that a choice of such schemas is one of them.</summary>
    public bool IsPlain => Variants.Count == 0 && Format is null && Patterns.Count == 0 && Limits.Count == 0 && Encoding is null && Others.Count == 0
        && Behind.Count == 0 && (Types & (JsonTypes.Object | JsonTypes.Array)) == 0;

    public bool IsUnion => Variants.Count > 0;
}

/// <summary>A number that a value must not be above or below.</summary>
/// <param name="Value">The number.</param>
/// <param name="IsExclusive">Whether the number itself is refused, too.</param>
internal readonly record struct Limit(decimal Value, bool IsExclusive = false);

/// <summary>One variant of a choice.</summary>
internal sealed record SchemaVariant(SchemaPlace Place, SchemaView View)
{
    /// <summary>The values of the discriminator that mean it, from a mapping or the name of its component; none without a discriminator.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
