namespace OpenCodeGen.Model;

/// <summary>A model class.</summary>
public sealed record ObjectType
{
    public required string Name { get; init; }

    public required string Place { get; init; }

    public string? Summary { get; init; }

    /// <summary>The union this model is a variant of.</summary>
    public string? Union { get; init; }

    public required IReadOnlyList<ModelProperty> Properties { get; init; }

    /// <summary>The type of properties beyond the listed ones; null when they are kept as plain JSON.</summary>
    public TypeRef? Additional { get; init; }

    /// <summary>Whether the document says that any other property is welcome; where it is silent, whoever reads strictly refuses them.</summary>
    public bool AllowsAny { get; init; }

    /// <summary>What this model gives for the members of its unions.</summary>
    public IReadOnlyList<SharedValue> SharedValues { get; init; } = [];

    /// <summary>How the model tells what went wrong; null when it is no error.</summary>
    public ErrorTexts? Error { get; init; }
}

public sealed record ModelProperty
{
    public required string WireName { get; init; }

    public required string Name { get; init; }

    public required TypeRef Type { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>The one text that the spec allows.</summary>
    public string? Constant { get; init; }

    /// <summary>The one Boolean value that the spec allows.</summary>
    public bool? Boolean { get; init; }

    /// <summary>Whether the property implements the tag that its union declares.</summary>
    public bool ImplementsTag { get; init; }

    /// <summary>Whether the class of a union offers the same property of all its variants.</summary>
    public bool Hides { get; init; }

    /// <summary>The name of the property that offers these epoch milliseconds, or this ISO 8601 string, as a time.</summary>
    public string? TimeName { get; init; }

    public string? Summary { get; init; }

    public bool IsDeprecated { get; init; }
}

/// <summary>An open enum.</summary>
public sealed record EnumType(string Name, string Place, string? Summary, IReadOnlyList<EnumValue> Values);

public sealed record EnumValue(string Wire, string Name)
{
    public string? Summary { get; init; }
}

/// <summary>A union: an abstract class with a sealed class for every variant.</summary>
public sealed record UnionType
{
    public required string Name { get; init; }

    public required string Place { get; init; }

    public string? Summary { get; init; }

    /// <summary>The larger union whose variants include all of this one.</summary>
    public string? Union { get; init; }

    public required IReadOnlyList<UnionCase> Cases { get; init; }

    /// <summary>How objects are told apart; null when no variant is an object.</summary>
    public Decision? Objects { get; init; }

    /// <summary>The text property that every object variant fixes.</summary>
    public UnionTag? Tag { get; init; }

    /// <summary>Members that all variants have.</summary>
    public IReadOnlyList<SharedMember> Shared { get; init; } = [];

    /// <summary>Whether all variants are errors.</summary>
    public bool IsError { get; init; }

    /// <summary>Whether all variants of the larger union are.</summary>
    public bool IsErrorInherited { get; init; }

    /// <summary>The name of the class that keeps values of unknown variants.</summary>
    public required string UnknownName { get; init; }
}

/// <summary>The text property that tells the variants of a union apart.</summary>
/// <param name="IsInherited">Whether the larger union that this one belongs to declares it.</param>
public sealed record UnionTag(string WireName, string Name, bool IsInherited);

/// <summary>A variant.</summary>
public sealed record UnionCase
{
    public required TypeRef Type { get; init; }

    /// <summary>The name of the nested class that wraps the value; null when the value's class derives from the union.</summary>
    public string? WrapperName { get; init; }

    /// <summary>The JSON type that selects this variant; objects are told apart by <see cref="UnionType.Objects"/>.</summary>
    public required JsonTypes Token { get; init; }

    /// <summary>What a wrapper gives for the members of the union.</summary>
    public IReadOnlyList<SharedValue> SharedValues { get; init; } = [];
}

/// <summary>How an object's variant is found. A missing decision means an unknown variant.</summary>
public abstract record Decision;

/// <summary>A variant by its index among the cases, taken when the object has all the given properties.</summary>
public sealed record ChosenCase(int Case, IReadOnlyList<string> RequiredProperties) : Decision;

/// <summary>Variants by the value of a text at a path of one or two properties.</summary>
public sealed record ByString(IReadOnlyList<string> Path, IReadOnlyList<KeyValuePair<string, Decision>> Values, Decision? Otherwise) : Decision;

/// <summary>Variants by a Boolean value.</summary>
public sealed record ByBoolean(string Property, Decision? WhenTrue, Decision? WhenFalse, Decision? Otherwise) : Decision;

/// <summary>Variants by the properties that are there; required ones begin with <c>!</c>.</summary>
public sealed record ByShape(IReadOnlyList<KeyValuePair<int, IReadOnlyList<string>>> Shapes) : Decision;
