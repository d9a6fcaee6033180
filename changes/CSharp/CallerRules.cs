namespace OpenCodeGen.Changes.CSharp;

/// <summary>Every rule for C# callers.</summary>
internal static class CallerRules
{
    public static CallerRule TypeRemoved { get; } = new("csharp-type-removed", SourceEffect.Breaking, true, "A type is gone, or has another name.");

    public static CallerRule TypeAdded { get; } = new("csharp-type-added", SourceEffect.None, false, "A type is new.");

    public static CallerRule KindChanged { get; } = new("csharp-kind-changed", SourceEffect.Breaking, true, "A type became another kind of type, such as a class that became abstract.");

    public static CallerRule BaseRemoved { get; } = new("csharp-base-removed", SourceEffect.Breaking, true, "A type does not derive from a base class or interface any more.");

    public static CallerRule BaseAdded { get; } = new("csharp-base-added", SourceEffect.None, false, "A type derives from a base class or interface.");

    public static CallerRule MemberRemoved { get; } = new("csharp-member-removed", SourceEffect.Breaking, true, "A member is gone, or has another name.");

    public static CallerRule MemberAdded { get; } = new("csharp-member-added", SourceEffect.None, false, "A member is new.");

    public static CallerRule RequiredAdded { get; } =
        new("csharp-required-property-added", SourceEffect.Breaking, false, "A new property has to be set by whoever creates the object.");

    public static CallerRule BecameRequired { get; } =
        new("csharp-property-became-required", SourceEffect.Breaking, false, "A property has to be set by whoever creates the object.");

    public static CallerRule BecameOptional { get; } = new("csharp-property-became-optional", SourceEffect.None, false, "A property need not be set any more.");

    public static CallerRule TypeChanged { get; } = new("csharp-member-type-changed", SourceEffect.Breaking, true, "A property or a result has another type.");

    public static CallerRule NullableChanged { get; } =
        new("csharp-nullability-changed", SourceEffect.Warning, false, "A reference may be null, or may not be null any more: the compiler warns where code relies on it.");

    public static CallerRule BecameObsolete { get; } =
        new("csharp-became-obsolete", SourceEffect.Warning, false, "A type or a member is marked as obsolete: the compiler warns whoever uses it.");

    public static CallerRule SetterRemoved { get; } = new("csharp-setter-removed", SourceEffect.Breaking, true, "A property cannot be set any more.");

    public static CallerRule StaticChanged { get; } = new("csharp-static-changed", SourceEffect.Breaking, true, "A member became static, or is not static any more.");

    public static CallerRule ParametersChanged { get; } = new("csharp-parameters-changed", SourceEffect.Breaking, true, "A method takes other parameters.");

    public static CallerRule OptionalParameterAdded { get; } =
        new("csharp-optional-parameter-added", SourceEffect.None, true, "A method takes one more parameter at its end, which may be left out: compiled programs do not find it.");

    public static CallerRule ParameterRenamed { get; } =
        new("csharp-parameter-renamed", SourceEffect.Breaking, false, "A parameter has another name, which concerns callers that name it.");

    public static CallerRule ParameterRequired { get; } =
        new("csharp-parameter-became-required", SourceEffect.Breaking, false, "A parameter must not be left out any more.");

    public static CallerRule ParameterOptional { get; } = new("csharp-parameter-became-optional", SourceEffect.None, false, "A parameter may be left out.");

    public static IReadOnlyList<CallerRule> All { get; } =
    [
        TypeRemoved, TypeAdded, KindChanged, BaseRemoved, BaseAdded, MemberRemoved, MemberAdded, RequiredAdded, BecameRequired, BecameOptional, TypeChanged,
        NullableChanged, BecameObsolete, SetterRemoved, StaticChanged, ParametersChanged, OptionalParameterAdded, ParameterRenamed, ParameterRequired,
        ParameterOptional,
    ];
}
