using OpenCodeGen.Model;

namespace OpenCodeGen.Emitting;

/// <summary>
/// Emits the members that all variants of a union have. The class of the union offers them for reading and asks its variants, which keep
/// their own properties with <c>init</c>: an override could not add that to a property that an unknown variant cannot set.
/// </summary>
internal static class SharedMemberEmitter
{
    /// <summary>A string in the JSON of an unknown variant; empty when there is none.</summary>
    public static string Text(string wireName) => $"JsonLookup.TextAt(Json, null, {Source.Literal(wireName)}) ?? \"\"";

    /// <summary>Emits the members of the union's class.</summary>
    public static void Declarations(SourceWriter writer, UnionType type)
    {
        foreach (SharedMember member in type.Shared.Where(m => !m.IsInherited))
        {
            Source.Document(writer, member.Summary, "");
            writer.Line($"public {CSharpType(member)} {member.Name} => {member.Accessor};");
            writer.Line();

            // Variants that are written by hand have no such member.
            writer.Line($"private protected virtual {CSharpType(member)} {member.Accessor} => {Absent(member)};");
            writer.Line();
        }
    }

    /// <summary>Emits what a variant, or the wrapper of one, gives.</summary>
    public static void Values(SourceWriter writer, IReadOnlyList<SharedValue> values, string instance)
    {
        foreach (SharedValue value in values.Where(v => v.Expressions.Count > 0))
        {
            List<string> given = value.Expressions.Select(e => instance + e).ToList();
            Override(writer, value.Member, value.Member.IsSearched ? FirstText(given) : given[0]);
        }
    }

    /// <summary>Emits what the keeper of unknown variants finds in its JSON.</summary>
    public static void OfUnknown(SourceWriter writer, UnionType type)
    {
        foreach (SharedMember member in type.Shared) Override(writer, member, Found(member));
    }

    private static void Override(SourceWriter writer, SharedMember member, string expression)
    {
        writer.Line($"private protected override {CSharpType(member)} {member.Accessor} => {expression};");
        writer.Line();
    }

    private static string Found(SharedMember member)
    {
        if (member.IsSearched) return FirstText(member.Paths.Select(TextAt).ToList());
        string wireName = member.Paths[0].WireNames[0];
        if (member.Type is ScalarRef { Kind: Scalar.String }) return member.IsNullable ? TextAt(member.Paths[0]) : Text(wireName);
        string type = TypeSyntax.Name(member.Type);
        string found = type + (TypeSyntax.IsValueType(member.Type) ? "" : "?");
        string lookup = $"JsonLookup.TryGet<{type}>(Json, {Source.Utf8(wireName)}, {TypeSyntax.Decoder(member.Type)}, out {found} value)";
        return $"{lookup} ? value : {Absent(member)}";
    }

    private static string FirstText(List<string> texts)
        => texts.Count < 3 ? $"JsonLookup.FirstText({string.Join(", ", texts)})" : $"JsonLookup.FirstText(\n    {string.Join(",\n    ", texts)})";

    private static string TextAt(SharedMemberPath path)
    {
        string prefix = path.Prefix is null ? "null" : Source.Literal(path.Prefix);
        return $"JsonLookup.TextAt(Json, {prefix}, {string.Join(", ", path.WireNames.Select(Source.Literal))})";
    }

    /// <summary>What an unknown variant without the member gives: the same as a known one that came without it.</summary>
    private static string Absent(SharedMember member) => member.Type switch
    {
        _ when member.IsNullable => TypeSyntax.IsValueType(member.Type) ? $"default({CSharpType(member)})" : "null",
        ScalarRef { Kind: Scalar.String } => "\"\"",
        ScalarRef { Kind: Scalar.FreeObject } => "JsonDecoding.EmptyObject",
        ScalarRef { Kind: Scalar.Element } => "JsonDecoding.Null",
        ScalarRef or NamedRef { Kind: NamedKind.Enum } => "default",
        ListRef => "[]",
        MapRef map => $"new Dictionary<string, {TypeSyntax.Name(map.Value)}>()",
        _ => $"JsonDecoding.Empty({TypeSyntax.Decoder(member.Type)})",
    };

    private static string CSharpType(SharedMember member) => TypeSyntax.Name(member.Type) + (member.IsNullable ? "?" : "");
}
