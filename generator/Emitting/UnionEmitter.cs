using OpenCodeGen.Model;

namespace OpenCodeGen.Emitting;

/// <summary>Emits a union: its abstract class, the wrappers of variants that cannot derive from it, and the keeper of unknown ones.</summary>
internal static class UnionEmitter
{
    private static readonly string[] _usings =
        ["System", "System.Collections.Generic", "System.Diagnostics.CodeAnalysis", "System.Text", "System.Text.Json", "System.Text.Json.Serialization",
            .. Source.RuntimeNamespaces];

    public static PlannedFile Emit(UnionType type, ClientNames names) => Source.File($"Models/{type.Name}.g.cs", names.Models, _usings, writer =>
    {
        Source.Document(writer, type.Summary, $"One of several variants, or <see cref=\"{type.UnknownName}\"/> from a newer server.");
        writer.Line($"/// <remarks>From <c>{Source.Escape(type.Place)}</c>. Variants: {string.Join(", ", type.Cases.Select(Mention))}.</remarks>");
        writer.Line($"[JsonConverter(typeof(ModelJsonConverter<{type.Name}>))]");
        string bases = type.Union is null ? $"IJsonModel<{type.Name}>" : $"{type.Union}, IJsonModel<{type.Name}>";
        bases += ErrorModelEmitter.Base(type is { IsError: true, IsErrorInherited: false });
        using (writer.Open($"public abstract partial class {type.Name} : {bases}"))
        {
            writer.Line($"private protected {type.Name}()");
            writer.Line("{");
            writer.Line("}");
            writer.Line();
            if (type.Tag is { IsInherited: false } tag)
            {
                writer.Line("/// <summary>What tells the variants apart on the wire.</summary>");
                writer.Line($"public abstract string {tag.Name} {{ get; }}");
                writer.Line();
            }

            SharedMemberEmitter.Declarations(writer, type);
            ErrorModelEmitter.OfUnion(writer, type);
            foreach (UnionCase wrapped in type.Cases.Where(c => c.WrapperName is not null)) Conversion(writer, type, wrapped);
            Decode(writer, type);
            if (type.Union is null)
            {
                writer.Line();
                SecretEmitter.Text(writer);
                writer.Line("/// <inheritdoc/>");
                writer.Line("public abstract void WriteTo(Utf8JsonWriter writer);");
            }

            foreach (UnionCase wrapped in type.Cases.Where(c => c.WrapperName is not null)) Wrapper(writer, type, wrapped);
        }

        Unknown(writer, type);
    });

    private static string Mention(UnionCase variant)
        => variant.WrapperName is { } wrapper ? $"<see cref=\"{wrapper}\"/>" : $"<see cref=\"{TypeSyntax.Name(variant.Type)}\"/>";

    private static void Conversion(SourceWriter writer, UnionType type, UnionCase variant)
    {
        // C# allows no conversion from an interface; lists and maps convert from the types that people create.
        foreach (string source in Sources(variant.Type))
        {
            writer.Line($"/// <summary>Wraps a value as <see cref=\"{variant.WrapperName}\"/>.</summary>");
            writer.Line("/// <param name=\"value\">The value.</param>");
            writer.Line("[SuppressMessage(\"Usage\", \"CA2225\", Justification = \"The wrapper's constructor is the named alternative.\")]");
            writer.Line($"public static implicit operator {type.Name}({source} value) => new {variant.WrapperName}(value);");
            writer.Line();
        }
    }

    private static IEnumerable<string> Sources(TypeRef type) => type switch
    {
        ListRef list => [$"{TypeSyntax.Name(list.Item)}[]", $"List<{TypeSyntax.Name(list.Item)}>"],
        MapRef map => [$"Dictionary<string, {TypeSyntax.Name(map.Value)}>"],
        NamedRef { Kind: NamedKind.Enum } named => [named.Name, "string"],
        _ => [TypeSyntax.Name(type)],
    };

    private static void Decode(SourceWriter writer, UnionType type)
    {
        writer.Line("/// <inheritdoc cref=\"IJsonModel{TSelf}.Decode\"/>");
        using SourceWriter.Block body = writer.Open($"public static {(type.Union is null ? "" : "new ")}{type.Name} Decode(ref Utf8JsonReader reader, JsonDecoding decoding)");
        UnionDecoderEmitter.Emit(writer, type, Construct);
        writer.Line($"decoding.UnknownVariant(in reader, {Source.Literal(type.Name)});");
        writer.Line($"return new {type.UnknownName}(decoding.ReadElement(ref reader));");

        string Construct(int index)
        {
            UnionCase variant = type.Cases[index];
            string value = TypeSyntax.Decode(variant.Type);
            return variant.WrapperName is { } wrapper ? $"new {wrapper}({value})" : value;
        }
    }

    private static void Wrapper(SourceWriter writer, UnionType type, UnionCase variant)
    {
        writer.Line();
        writer.Line($"/// <summary>A value of type <c>{Source.Describe(variant.Type)}</c>.</summary>");
        writer.Line("/// <param name=\"value\">The value.</param>");
        writer.Line("[SuppressMessage(\"Design\", \"CA1034\", Justification = \"A variant is named through its union.\")]");
        using SourceWriter.Block body = writer.Open($"public sealed class {variant.WrapperName}({TypeSyntax.Name(variant.Type)} value) : {type.Name}");
        writer.Line("/// <summary>The value.</summary>");
        writer.Line($"public {TypeSyntax.Name(variant.Type)} Value {{ get; }} = value;");
        if (type.Tag is { } tag)
        {
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public override string {tag.Name} => Value.{tag.Name};");
        }

        writer.Line();
        SharedMemberEmitter.Values(writer, variant.SharedValues, "Value.");
        ErrorModelEmitter.OfWrapper(writer, type);
        if (variant.Type is NamedRef { Kind: not NamedKind.Enum })
        {
            writer.Line("/// <inheritdoc/>");
            writer.Line("public override string ToString() => Value.ToString();");
            writer.Line();
        }

        writer.Line("/// <inheritdoc/>");
        using SourceWriter.Block write = writer.Open("public override void WriteTo(Utf8JsonWriter writer)");
        writer.Line("ArgumentNullException.ThrowIfNull(writer);");
        writer.Line(TypeSyntax.Encode(variant.Type, "Value") + ";");
    }

    private static void Unknown(SourceWriter writer, UnionType type)
    {
        writer.Line();
        writer.Line($"/// <summary>A variant of <see cref=\"{type.Name}\"/> that this client does not know, kept as it came.</summary>");
        writer.Line("/// <param name=\"json\">The value as it came.</param>");
        using SourceWriter.Block body = writer.Open($"public sealed partial class {type.UnknownName}(JsonElement json) : {type.Name}");
        writer.Line("/// <summary>The value as it came.</summary>");
        writer.Line("public JsonElement Json { get; } = json;");
        if (type.Tag is { } tag)
        {
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public override string {tag.Name} => {SharedMemberEmitter.Text(tag.WireName)};");
        }

        writer.Line();
        SharedMemberEmitter.OfUnknown(writer, type);
        ErrorModelEmitter.OfUnknown(writer, type);
        writer.Line("/// <inheritdoc/>");
        writer.Line("public override void WriteTo(Utf8JsonWriter writer) => JsonWriting.WriteElement(writer, Json);");
    }
}
