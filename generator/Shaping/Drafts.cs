using OpenCodeGen.Model;

namespace OpenCodeGen.Shaping;

/// <summary>A type that will be declared, before it has its final name.</summary>
internal abstract class Draft
{
    private string? _home;

    /// <summary>Every place of the document that has this type, with what it would be called there.</summary>
    public SortedDictionary<string, NameContext> Places { get; } = new(StringComparer.Ordinal);

    /// <summary>The component this type comes from.</summary>
    public string? Component { get; init; }

    /// <summary>The property or parameter name under which the type is used.</summary>
    public string Role { get; init; } = "";

    /// <summary>The type of equal shape that stands for this one.</summary>
    public Draft? Equal { get; private set; }

    public string? Summary { get; set; }

    public string? Name { get; set; }

    /// <summary>The place that the type is named after.</summary>
    public string FirstPlace => _home ?? Places.First().Key;

    public string FinalName => Name ?? throw new InvalidOperationException($"The type at {FirstPlace} has no name yet.");

    /// <summary>Lets this type stand for another one of equal shape, and takes the documentation that only the other one has.</summary>
    public void StandFor(Draft other)
    {
        _home ??= FirstPlace;
        other.Equal = this;
        foreach ((string place, NameContext context) in other.Places)
            Places.TryAdd(place, context);
        if (string.IsNullOrWhiteSpace(Summary)) Summary = other.Summary;
        if (this is ObjectDraft mine && other is ObjectDraft theirs) mine.TakeSummaries(theirs.Properties);
    }
}

/// <summary>How an unnamed type is called after what surrounds it.</summary>
internal sealed record NameContext(Draft? Owner, string Suffix);

/// <summary>A reference to a draft; replaced by a <see cref="NamedRef"/> in the end.</summary>
/// <param name="Declared">The type of the place itself.</param>
internal sealed record DraftRef(Draft Declared) : TypeRef
{
    /// <summary>The type that stands for it.</summary>
    public Draft Draft => Declared.Equal ?? Declared;
}

internal sealed class ObjectDraft : Draft
{
    public List<PropertyDraft> Properties { get; } = [];

    public TypeRef? Additional { get; set; }

    public bool AllowsAny { get; set; }

    /// <summary>The union whose class this one derives from.</summary>
    public UnionDraft? Union { get; set; }

    public void TakeSummaries(IEnumerable<PropertyDraft> others)
    {
        foreach (PropertyDraft other in others)
        {
            int index = Properties.FindIndex(p => p.WireName == other.WireName);
            if (string.IsNullOrWhiteSpace(Properties[index].Summary)) Properties[index] = Properties[index] with { Summary = other.Summary };
        }
    }
}

internal sealed record PropertyDraft
{
    /// <summary>Whether it is a string that holds an ISO 8601 time.</summary>
    public bool IsDateTime { get; init; }

    public required string WireName { get; init; }

    public required TypeRef Type { get; init; }

    public bool IsRequired { get; init; }

    public string? Constant { get; init; }

    public bool? Boolean { get; init; }

    public string? Summary { get; init; }

    public bool IsDeprecated { get; init; }

    /// <summary>The texts that the property can hold, when the spec lists them.</summary>
    public IReadOnlyList<string>? Texts
        => Constant is not null ? [Constant] : Type is DraftRef { Draft: EnumDraft { IsClosed: true } values } ? values.Values : null;
}

internal sealed class EnumDraft : Draft
{
    public required IReadOnlyList<string> Values { get; set; }

    /// <summary>Whether the spec allows only the listed values.</summary>
    public bool IsClosed { get; init; } = true;
}

internal sealed class UnionDraft : Draft
{
    public List<CaseDraft> Cases { get; } = [];

    /// <summary>The tag that the document names, when it names one.</summary>
    public Discriminator? Discriminator { get; init; }

    /// <summary>The larger union whose class this one derives from.</summary>
    public UnionDraft? Union { get; set; }

    /// <summary>The union with the same variants that stands for this one.</summary>
    public UnionDraft? Twin { get; set; }

    public IEnumerable<ObjectDraft> Objects => Cases.Select(c => c.Type).OfType<DraftRef>().Select(r => r.Draft).OfType<ObjectDraft>();
}

internal sealed class CaseDraft(TypeRef type, JsonTypes token)
{
    public TypeRef Type { get; } = type;

    public JsonTypes Token { get; } = token;
}
