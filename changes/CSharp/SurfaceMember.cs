namespace OpenCodeGen.Changes.CSharp;

/// <summary>A public member of a generated type.</summary>
internal sealed record SurfaceMember
{
    public const string ConstructorName = ".ctor";

    public required string Name { get; init; }

    /// <summary>The type of a property or field, or what a method returns; empty for a constructor.</summary>
    public required string Type { get; init; }

    /// <summary>The parameters of a method, constructor or indexer; null for what has none.</summary>
    public IReadOnlyList<SurfaceParameter>? Parameters { get; init; }

    public bool IsStatic { get; init; }

    public bool IsRequired { get; init; }

    public bool IsSettable { get; init; }

    public bool IsObsolete { get; init; }

    /// <summary>What callers tell it apart by: the name, and the types of the parameters.</summary>
    public string Key => Parameters is null ? Name : $"{Name}({string.Join(", ", Parameters.Select(static p => p.Type))})";

    /// <summary>How a message names it.</summary>
    public string Text
        => Parameters is null ? Name : $"{(Name == ConstructorName ? "constructor" : Name)}({string.Join(", ", Parameters.Select(static p => $"{p.Type} {p.Name}"))})";
}

/// <summary>A parameter.</summary>
internal sealed record SurfaceParameter(string Type, string Name, bool IsOptional);
