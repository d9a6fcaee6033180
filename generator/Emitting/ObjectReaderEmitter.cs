using OpenCodeGen.Model;

namespace OpenCodeGen.Emitting;

/// <summary>Emits the constructor that decodes a model.</summary>
internal static class ObjectReaderEmitter
{
    private const int BitsPerMask = 64;

    public static void Emit(SourceWriter writer, ObjectType type)
    {
        List<ModelProperty> required = type.Properties.Where(p => p.IsRequired).ToList();
        int masks = (required.Count + BitsPerMask - 1) / BitsPerMask;
        writer.Line("[SetsRequiredMembers]");
        using SourceWriter.Block body = writer.Open($"internal {type.Name}(ref Utf8JsonReader reader, JsonDecoding decoding)");
        foreach (ModelProperty property in required.Where(NeedsValue)) writer.Line($"{property.Name} = {(IsText(property) ? "\"\"" : "null!")};");
        writer.Line("long start = reader.TokenStartIndex;");
        for (int i = 0; i < masks; i++) writer.Line($"ulong seen{i} = 0;");
        string kept = type.Additional is null ? "JsonElement" : TypeSyntax.Name(type.Additional);
        writer.Line($"Dictionary<string, {kept}>? kept = null;");
        using (writer.Open("if (decoding.BeginsObject(ref reader))"))
        {
            using (writer.Open("while (decoding.NextProperty(ref reader, out ReadOnlySpan<byte> name))"))
            {
                Dictionary<string, ModelProperty> byName = type.Properties.ToDictionary(p => p.WireName, StringComparer.Ordinal);
                TextSwitch.Write(writer, "name", byName.Keys, wire => Found(writer, type, byName[wire], required.IndexOf(byName[wire])));
                writer.Line();
                writer.Line(type.Additional is null
                    ? $"kept = decoding.{(type.AllowsAny ? "KeepAllowed" : "Keep")}(ref reader, kept, name);"
                    : $"kept = decoding.Keep<{kept}>(ref reader, kept, name, {TypeSyntax.Decoder(type.Additional)});");
            }

            for (int i = 0; i < masks; i++)
            {
                IEnumerable<string> names = required.Skip(i * BitsPerMask).Take(BitsPerMask).Select(p => Source.Literal(p.WireName));
                writer.Line();
                writer.Line($"if (seen{i} != {Mask(required.Count - (i * BitsPerMask))})");
                writer.Line($"    decoding.MissingProperties(start, seen{i}, [{string.Join(", ", names)}]);");
            }
        }

        Fill(writer, required, masks);
        writer.Line();
        writer.Line("AdditionalProperties = decoding.Additional(in reader, start, kept, this);");
    }

    private static void Found(SourceWriter writer, ObjectType type, ModelProperty property, int requiredIndex)
    {
        if (requiredIndex >= 0) writer.Line($"seen{requiredIndex / BitsPerMask} |= 0x{1UL << (requiredIndex % BitsPerMask):X}UL;");
        if (property.Constant is { } constant)
        {
            writer.Line($"decoding.ReadConstant(ref reader, {Source.Utf8(constant)});");
            writer.Line("continue;");
            return;
        }

        TypeRef bare = TypeSyntax.Bare(property.Type);
        if (ObjectWriterEmitter.KeepsNull(property) && type.Additional is null)
        {
            writer.Line("if (reader.TokenType == JsonTokenType.Null)");
            writer.Line("    kept = decoding.Keep(ref reader, kept, name);");
            writer.Line("else");
            writer.Line($"    {property.Name} = {TypeSyntax.Decode(bare)};");
            writer.Line("continue;");
            return;
        }

        string value = TypeSyntax.Decode(bare);
        bool mayBeNull = property.Type is NullableRef;
        bool isAny = bare is ScalarRef { Kind: Scalar.Element };
        // A bare null could become an enum through its conversion from text.
        string none = TypeSyntax.IsValueType(bare) ? $"default({TypeSyntax.Name(bare)}?)" : "null";
        if (mayBeNull) value = $"reader.TokenType == JsonTokenType.Null ? {none} : {value}";
        else if (!property.IsRequired && !isAny) value = $"decoding.SkipsUnexpectedNull(ref reader) ? {none} : {value}";
        writer.Line($"{property.Name} = {value};");
        writer.Line("continue;");
    }

    /// <summary>What is required and missing gets an empty value: nobody who uses a model meets a null there.</summary>
    private static void Fill(SourceWriter writer, List<ModelProperty> required, int masks)
    {
        List<ModelProperty> nullable = required.Where(p => NeedsValue(p) && !IsText(p)).ToList();
        List<ModelProperty> elements = required.Where(p => p.Type is ScalarRef { Kind: Scalar.Element or Scalar.FreeObject }).ToList();
        if (nullable.Count + elements.Count == 0) return;
        string condition = string.Join(" || ", Enumerable.Range(0, masks).Select(i => $"seen{i} != {Mask(required.Count - (i * BitsPerMask))}"));
        writer.Line();
        using SourceWriter.Block missing = writer.Open($"if ({condition})");
        foreach (ModelProperty property in nullable)
        {
            string empty = property.Type switch
            {
                ListRef => "[]",
                MapRef map => $"new Dictionary<string, {TypeSyntax.Name(map.Value)}>()",
                _ => $"JsonDecoding.Empty({TypeSyntax.Decoder(property.Type)})",
            };
            writer.Line($"{property.Name} ??= {empty};");
        }

        foreach (ModelProperty property in elements)
        {
            writer.Line($"if ({property.Name}.ValueKind == JsonValueKind.Undefined)");
            writer.Line($"    {property.Name} = JsonDecoding.{(property.Type is ScalarRef { Kind: Scalar.FreeObject } ? "EmptyObject" : "Null")};");
        }
    }

    private static string Mask(int count) => count >= BitsPerMask ? "ulong.MaxValue" : $"0x{(1UL << count) - 1:X}UL";

    private static bool NeedsValue(ModelProperty property)
        => property.Constant is null && property.Type is not NullableRef && !TypeSyntax.IsValueType(property.Type);

    private static bool IsText(ModelProperty property) => property.Type is ScalarRef { Kind: Scalar.String };
}
