using OpenCodeGen.Model;

namespace OpenCodeGen.Emitting;

/// <summary>Emits the method that encodes a model.</summary>
internal static class ObjectWriterEmitter
{
    public static void Emit(SourceWriter writer, ObjectType type)
    {
        writer.Line("/// <inheritdoc/>");
        using SourceWriter.Block body = writer.Open($"public {(type.Union is null ? "" : "override ")}void WriteTo(Utf8JsonWriter writer)");
        writer.Line("ArgumentNullException.ThrowIfNull(writer);");
        using (writer.Open($"if (AdditionalProperties is ReceivedProperties<{ObjectEmitter.AdditionalType(type)}> received)"))
        {
            writer.Line($"received.Write(writer, new {type.Name}(this) {{ AdditionalProperties = received.Additional }}, Decode);");
            writer.Line("return;");
        }

        writer.Line();
        writer.Line("writer.WriteStartObject();");
        int local = 0;
        foreach (ModelProperty property in type.Properties) Property(writer, type, property, ref local);
        writer.Line(type.Additional is null
            ? $"JsonWriting.WriteKept(writer, AdditionalProperties{string.Concat(type.Properties.Where(KeepsNull).Select(p => ", " + Source.Literal(p.WireName)))});"
            : $"JsonWriting.WriteProperties(writer, AdditionalProperties, {TypeSyntax.Encoder(type.Additional)});");
        writer.Line("writer.WriteEndObject();");
    }

    private static void Property(SourceWriter writer, ObjectType type, ModelProperty property, ref int local)
    {
        if (property.Constant is { } constant)
        {
            writer.Line($"writer.WriteString({Source.Utf8(property.WireName)}, {Source.Utf8(constant)});");
            return;
        }

        TypeRef bare = TypeSyntax.Bare(property.Type);
        if (!ObjectEmitter.IsOptional(property))
        {
            writer.Line(TypeSyntax.EncodeProperty(bare, property.WireName, property.Name));
            return;
        }

        string value = $"value{local++}";
        using (writer.Open($"if ({property.Name} is {{ }} {value})"))
            writer.Line(TypeSyntax.EncodeProperty(bare, property.WireName, value));
        if (property.IsRequired)
        {
            writer.Line("else");
            writer.Line($"    writer.WriteNull({Source.Utf8(property.WireName)});");
        }
        else if (KeepsNull(property) && type.Additional is null)
        {
            writer.Line("else");
            writer.Line($"    JsonWriting.WriteKeptNull(writer, {Source.Literal(property.WireName)}, AdditionalProperties);");
        }
    }

    /// <summary>Whether null and absence differ for a property, so that an explicit null is kept beside the unknown properties.</summary>
    public static bool KeepsNull(ModelProperty property) => !property.IsRequired && property.Type is NullableRef;
}
