using OpenCodeGen.Model;

namespace OpenCodeGen.Emitting;

/// <summary>Emits a model class.</summary>
internal static class ObjectEmitter
{
    private static readonly string[] _usings =
        ["System", "System.Collections.Generic", "System.Diagnostics.CodeAnalysis", "System.Text.Json", "System.Text.Json.Serialization",
            .. Source.RuntimeNamespaces];

    public static PlannedFile Emit(ObjectType type, ClientNames names) => EmitUnambiguous(Unambiguous(type, names), names);

    private static ObjectType Unambiguous(ObjectType type, ClientNames names)
    {
        HashSet<string> members = type.Properties.Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        return type.Properties.Any(p => TypeSyntax.NamesIn(p.Type).Any(members.Contains))
            ? type with { Properties = type.Properties.Select(p => p with { Type = TypeSyntax.Qualify(p.Type, "global::" + names.Models) }).ToList() }
            : type;
    }

    private static PlannedFile EmitUnambiguous(ObjectType type, ClientNames names) => Source.File($"Models/{type.Name}.g.cs", names.Models, _usings, writer =>
    {
        Source.Document(writer, type.Summary, "");
        writer.Line($"/// <remarks>From <c>{Source.Escape(type.Place)}</c>.</remarks>");
        writer.Line($"[JsonConverter(typeof(ModelJsonConverter<{type.Name}>))]");
        string bases = type.Union is null ? $"IJsonModel<{type.Name}>" : $"{type.Union}, IJsonModel<{type.Name}>";
        bases += ErrorModelEmitter.Base(type.Error is { IsOverride: false });
        using SourceWriter.Block body = writer.Open($"public sealed partial class {type.Name} : {bases}");
        Constructors(writer, type);
        foreach (ModelProperty property in type.Properties) Property(writer, property);
        SharedMemberEmitter.Values(writer, type.SharedValues, "");
        ErrorModelEmitter.Emit(writer, type);
        writer.Line($$"""
            /// <summary>Properties that this model does not name, and explicit nulls of those that may be absent, as they came; written back as they are. Null
            /// or empty when there are none.</summary>
            public IReadOnlyDictionary<string, {{AdditionalType(type)}}>? AdditionalProperties { get; init; }

            /// <inheritdoc cref="IJsonModel{TSelf}.Decode"/>
            public static {{(type.Union is null ? "" : "new ")}}{{type.Name}} Decode(ref Utf8JsonReader reader, JsonDecoding decoding) => new(ref reader, decoding);

            """);
        if (type.Union is null) SecretEmitter.Text(writer);
        ObjectWriterEmitter.Emit(writer, type);
    });

    /// <summary>The type of an additional property.</summary>
    public static string AdditionalType(ObjectType type) => type.Additional is null ? "JsonElement" : TypeSyntax.Name(type.Additional);

    /// <summary>Whether a value may be absent, so that its C# type is nullable.</summary>
    public static bool IsOptional(ModelProperty property) => !property.IsRequired || property.Type is NullableRef;

    private static string CSharpType(ModelProperty property) => TypeSyntax.Name(TypeSyntax.Bare(property.Type)) + (IsOptional(property) ? "?" : "");

    private static void Constructors(SourceWriter writer, ObjectType type)
    {
        writer.Line($$"""
            /// <summary>Creates an instance for an object initializer.</summary>
            public {{type.Name}}()
            {
            }

            /// <summary>Copies an instance, unknown properties included; an object initializer then changes what differs.</summary>
            /// <param name="original">The instance to copy.</param>
            [SetsRequiredMembers]
            public {{type.Name}}({{type.Name}} original)
            {
                ArgumentNullException.ThrowIfNull(original);
            """);
        writer.Indent();
        foreach (ModelProperty property in type.Properties.Where(p => p.Constant is null)) writer.Line($"{property.Name} = original.{property.Name};");
        writer.Line("AdditionalProperties = original.AdditionalProperties;");
        writer.Outdent();
        writer.Line("}");
        writer.Line();
        ObjectReaderEmitter.Emit(writer, type);
        writer.Line();
    }

    private static void Property(SourceWriter writer, ModelProperty property)
    {
        string fallback = property.Constant is { } text ? $"Always <c>{Source.Escape(text)}</c>." : "";
        Source.Document(writer, property.Summary, fallback);

        // The attribute would make every use a warning, also those that only pass the value on, as this class does.
        if (property.IsDeprecated) writer.Line("/// <remarks>The spec marks this property as deprecated.</remarks>");
        if (property.Constant is { } constant)
        {
            string modifier = property.ImplementsTag ? "override " : property.Hides ? "new " : "";
            if (!property.ImplementsTag)
                writer.Line("[SuppressMessage(\"Performance\", \"CA1822\", Justification = \"The tag of this model; read through an instance like every other property.\")]");
            writer.Line($"public {modifier}string {property.Name} => {Source.Literal(constant)};");
        }
        else
        {
            bool isRequired = property.IsRequired && property.Boolean is null;
            string initial = property is { Boolean: true, IsRequired: true } ? " = true;" : "";
            string modifiers = (property.Hides ? "new " : "") + (isRequired ? "required " : "");
            writer.Line($"public {modifiers}{CSharpType(property)} {property.Name} {{ get; init; }}{initial}");
        }

        writer.Line();
        if (property.TimeName is null) return;
        writer.Line($"/// <summary><see cref=\"{property.Name}\"/> as a time in UTC; null when it is absent or no valid time.</summary>");
        TypeRef type = property.Type is NullableRef nullable ? nullable.Inner : property.Type;
        string conversion = type is ScalarRef { Kind: Scalar.String } ? "FromString" : "FromMilliseconds";
        writer.Line($"public DateTimeOffset? {property.TimeName} => EpochTime.{conversion}({property.Name});");
        writer.Line();
    }
}
