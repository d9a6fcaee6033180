namespace OpenCodeGen.Model;

/// <summary>The C# type of a value.</summary>
public abstract record TypeRef;

/// <summary>A type that needs no declaration.</summary>
public sealed record ScalarRef(Scalar Kind) : TypeRef;

/// <summary>A list.</summary>
public sealed record ListRef(TypeRef Item) : TypeRef;

/// <summary>An object whose property names are data.</summary>
public sealed record MapRef(TypeRef Value) : TypeRef;

/// <summary>A generated type.</summary>
public sealed record NamedRef(string Name, NamedKind Kind) : TypeRef;

/// <summary>A value that may be null.</summary>
public sealed record NullableRef(TypeRef Inner) : TypeRef;

public enum Scalar
{
    String,
    Int64,
    Double,

    /// <summary>A number that JSON may spell <c>"NaN"</c> or <c>"Infinity"</c>.</summary>
    AnyDouble,
    Boolean,
    IntegerOrFalse,

    /// <summary>Any JSON value.</summary>
    Element,

    /// <summary>Any JSON object.</summary>
    FreeObject,
}

public enum NamedKind
{
    Object,
    Union,
    Enum,
}
