using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Model;

namespace OpenCodeGen.Changes.Schemas;

/// <summary>A part of what a schema says: a place, of which the choice may be left out because one of its variants stands beside.</summary>
/// <param name="Node">The schema as it stands there, perhaps a reference.</param>
/// <param name="WithoutChoice">Whether <c>oneOf</c> and <c>anyOf</c> of it do not count.</param>
/// <param name="Only">The types that are meant of a list of several; none for all of them.</param>
internal readonly record struct SchemaPart(Node Node, bool WithoutChoice = false, JsonTypes Only = JsonTypes.None)
{
    public string Key => $"{Node.Pointer}{(WithoutChoice ? "!" : "")}{(Only == JsonTypes.None ? "" : $"={(int)Only}")}";

    public string Text => Only == JsonTypes.None ? Node.Json.GetRawText() : $"{Node.Json.GetRawText()}={(int)Only}";
}

/// <summary>Schemas that hold together: one at a place, several of an <c>allOf</c>, none where everything is allowed.</summary>
internal sealed record SchemaPlace(IReadOnlyList<SchemaPart> Parts)
{
    private const string Components = "#/components/schemas/";

    /// <summary>Where everything is allowed.</summary>
    public static SchemaPlace Anything { get; } = new([]);

    /// <summary>What makes it the same place.</summary>
    public string Key { get; } = string.Join('&', Parts.Select(static p => p.Key));

    /// <summary>What stands there, word by word: two places with the same text say the same unless a reference in it changed.</summary>
    public string Text => string.Join('&', Parts.Select(static p => p.Text));

    /// <summary>The component that the place refers to; null when it says something of its own.</summary>
    public string? Component => Parts is [{ WithoutChoice: false, Only: JsonTypes.None } part] ? ComponentAt(part.Node) : null;

    /// <summary>Where this variant of a choice says something of its own.</summary>
    public string OwnPointer => Parts.Count > 0 ? Parts[^1].Node.Pointer : "#";

    public string Pointer => Parts.Count > 0 ? Parts[0].Node.Pointer : "#";

    public static SchemaPlace Of(Node? node) => node is { } there ? new SchemaPlace([new SchemaPart(there)]) : Anything;

    public SchemaPlace And(SchemaPlace other) => Parts.Count == 0 ? other : other.Parts.Count == 0 ? this : new SchemaPlace([.. Parts, .. other.Parts]);

    /// <summary>The same place, of which some types are meant.</summary>
    public SchemaPlace Only(JsonTypes types) => new([.. Parts.Select(p => p with { Only = types })]);

    /// <summary>The component that a schema refers to; null for none.</summary>
    public static string? ComponentAt(Node node) => node.Text("$ref") is { } reference && reference.StartsWith(Components, StringComparison.Ordinal)
        ? PointerText.Unescape(Uri.UnescapeDataString(reference[Components.Length..])) : null;

    public bool Equals(SchemaPlace? other) => other is not null && Key == other.Key;

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}
