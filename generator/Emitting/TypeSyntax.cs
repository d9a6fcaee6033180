using OpenCodeGen.Model;

namespace OpenCodeGen.Emitting;

/// <summary>How a type is named, decoded and encoded in C#.</summary>
internal static class TypeSyntax
{
    public static string Name(TypeRef type) => type switch
    {
        ScalarRef { Kind: Scalar.String } => "string",
        ScalarRef { Kind: Scalar.Int64 } => "long",
        ScalarRef { Kind: Scalar.Double or Scalar.AnyDouble } => "double",
        ScalarRef { Kind: Scalar.Boolean } => "bool",
        ScalarRef { Kind: Scalar.IntegerOrFalse } => "IntegerOrFalse",
        ScalarRef => "JsonElement",
        ListRef list => $"IReadOnlyList<{Name(list.Item)}>",
        MapRef map => $"IReadOnlyDictionary<string, {Name(map.Value)}>",
        NamedRef named => named.Name,
        NullableRef nullable => Name(nullable.Inner) + "?",
        _ => throw new NotSupportedException($"{type} has no name."),
    };

    /// <summary>The name of a type as documentation refers to it: references know no null, and no angle brackets.</summary>
    public static string Cref(TypeRef type) => type switch
    {
        ListRef list => $"IReadOnlyList{{{Cref(list.Item)}}}",
        MapRef map => $"IReadOnlyDictionary{{string, {Cref(map.Value)}}}",
        NullableRef nullable => Cref(nullable.Inner) + (IsValueType(nullable.Inner) ? "?" : ""),
        _ => Name(type),
    };

    /// <summary>The same type with its generated types qualified, for places where a member has the name of a type.</summary>
    public static TypeRef Qualify(TypeRef type, string space) => type switch
    {
        NamedRef named => named with { Name = $"{space}.{named.Name}" },
        ListRef list => new ListRef(Qualify(list.Item, space)),
        MapRef map => new MapRef(Qualify(map.Value, space)),
        NullableRef nullable => new NullableRef(Qualify(nullable.Inner, space)),
        _ => type,
    };

    /// <summary>The names of the generated types inside a type.</summary>
    public static IEnumerable<string> NamesIn(TypeRef type) => type switch
    {
        NamedRef named => [named.Name],
        ListRef list => NamesIn(list.Item),
        MapRef map => NamesIn(map.Value),
        NullableRef nullable => NamesIn(nullable.Inner),
        _ => [],
    };

    public static bool IsValueType(TypeRef type) => type is ScalarRef { Kind: not Scalar.String } or NamedRef { Kind: NamedKind.Enum };

    public static TypeRef Bare(TypeRef type) => type is NullableRef nullable ? nullable.Inner : type;

    /// <summary>An expression that decodes the value the reader stands on.</summary>
    public static string Decode(TypeRef type, string reader = "ref reader", string decoding = "decoding") => type switch
    {
        ScalarRef scalar => scalar.Kind switch
        {
            Scalar.String => $"{decoding}.ReadString({reader})",
            Scalar.Int64 => $"{decoding}.ReadInt64({reader})",
            Scalar.Double => $"{decoding}.ReadDouble({reader})",
            Scalar.AnyDouble => $"{decoding}.ReadAnyDouble({reader})",
            Scalar.Boolean => $"{decoding}.ReadBoolean({reader})",
            Scalar.IntegerOrFalse => $"IntegerOrFalse.Decode({reader}, {decoding})",
            Scalar.FreeObject => $"{decoding}.ReadObject({reader})",
            _ => $"{decoding}.ReadElement({reader})",
        },
        ListRef list => $"{decoding}.ReadList<{Name(list.Item)}>({reader}, {Decoder(list.Item)})",
        MapRef map => $"{decoding}.ReadMap<{Name(map.Value)}>({reader}, {Decoder(map.Value)})",
        NamedRef { Kind: NamedKind.Enum } named => $"{decoding}.ReadEnum<{named.Name}>({reader})",
        NamedRef { Kind: NamedKind.Object } named => $"new {named.Name}({reader}, {decoding})",
        NamedRef named => $"{named.Name}.Decode({reader}, {decoding})",
        NullableRef nullable => $"{reader[4..]}.TokenType == JsonTokenType.Null ? default({Name(type)}) : {Decode(nullable.Inner, reader, decoding)}",
        _ => throw new NotSupportedException($"{type} cannot be decoded."),
    };

    /// <summary>A <c>JsonDecoder</c> for a value.</summary>
    public static string Decoder(TypeRef type) => type switch
    {
        NamedRef { Kind: not NamedKind.Enum } named => $"{named.Name}.Decode",
        _ => $"static (ref Utf8JsonReader r, JsonDecoding d) => {Decode(type, "ref r", "d")}",
    };

    /// <summary>Statements that write a value.</summary>
    public static string Encode(TypeRef type, string value, string writer = "writer") => type switch
    {
        ScalarRef scalar => scalar.Kind switch
        {
            Scalar.String => $"{writer}.WriteStringValue({value})",
            Scalar.Int64 or Scalar.Double => $"{writer}.WriteNumberValue({value})",
            Scalar.AnyDouble => $"JsonWriting.WriteAnyDouble({writer}, {value})",
            Scalar.Boolean => $"{writer}.WriteBooleanValue({value})",
            Scalar.IntegerOrFalse => $"{value}.WriteTo({writer})",
            _ => $"JsonWriting.WriteElement({writer}, {value})",
        },
        ListRef { Item: NamedRef { Kind: not NamedKind.Enum } } => $"JsonWriting.WriteModels({writer}, {value})",
        ListRef list => $"JsonWriting.WriteList({writer}, {value}, {Encoder(list.Item)})",
        MapRef map => $"JsonWriting.WriteMap({writer}, {value}, {Encoder(map.Value)})",
        NamedRef { Kind: NamedKind.Enum } => $"{writer}.WriteStringValue({value}.Value)",
        NamedRef => $"{value}.WriteTo({writer})",
        _ => throw new NotSupportedException($"{type} cannot be encoded."),
    };

    /// <summary>A <c>JsonEncoder</c> for a value.</summary>
    public static string Encoder(TypeRef type)
    {
        if (type is not NullableRef nullable) return $"static (Utf8JsonWriter w, {Name(type)} v) => {Encode(type, "v", "w")}";
        string inner = Encode(nullable.Inner, IsValueType(nullable.Inner) ? "v.Value" : "v", "w");
        return $"static (Utf8JsonWriter w, {Name(type)} v) => {{ if (v is null) w.WriteNullValue(); else {inner}; }}";
    }

    /// <summary>A statement that writes a property.</summary>
    public static string EncodeProperty(TypeRef type, string wireName, string value)
    {
        string name = Source.Utf8(wireName);
        return type switch
        {
            ScalarRef { Kind: Scalar.String } => $"writer.WriteString({name}, {value});",
            ScalarRef { Kind: Scalar.Int64 or Scalar.Double } => $"writer.WriteNumber({name}, {value});",
            ScalarRef { Kind: Scalar.Boolean } => $"writer.WriteBoolean({name}, {value});",
            NamedRef { Kind: NamedKind.Enum } => $"writer.WriteString({name}, {value}.Value);",
            _ => $"writer.WritePropertyName({name});\n{Encode(type, value)};",
        };
    }
}
