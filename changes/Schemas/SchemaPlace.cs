using OpenCodeGen.Changes.Documents;

namespace OpenCodeGen.Changes.Schemas;

/// <summary>A part of what a schema says: a place, of which the choice may be left out because one of its variants stands beside.</summary>
/// <param name="Node">The schema as it stands there, perhaps a reference.</param>
/// <param name="WithoutChoice">Whether <c>oneOf</c> and <c>anyOf</c> of it do not count.</param>
internal readonly record struct SchemaPart(Node Node, bool WithoutChoice = false);

/// <summary>Schemas that hold together: one at a place, several of an <c>allOf</c>, none where everything is allowed.</summary>
internal sealed record SchemaPlace(IReadOnlyList<SchemaPart> Parts)
{
    /// <summary>Where everything is allowed.</summary>
    public static SchemaPlace Anything { get; } = new([]);

    /// <summary>What makes it the same place.</summary>
    public string Key { get; } = string.Join('&', Parts.Select(static p => p.WithoutChoice ? p.Node.Pointer + "!" : p.Node.Pointer));

    /// <summary>What stands there, word by word: two places with the same text say the same unless a reference in it changed.</summary>
    public string Text => string.Join('&', Parts.Select(static p => p.Node.Json.GetRawText()));

    /// <summary>The component that the place refers to; null when it says something of its own.</summary>
    public string? Component => Parts is [{ WithoutChoice: false } part] && part.Node.Text("$ref") is { } reference
        && reference.StartsWith("#/components/schemas/", StringComparison.Ordinal) ? reference["#/components/schemas/".Length..] : null;

    public string Pointer => Parts.Count > 0 ? Parts[0].Node.Pointer : "#";

    public static SchemaPlace Of(Node? node) => node is { } there ? new SchemaPlace([new SchemaPart(there)]) : Anything;

    public SchemaPlace And(SchemaPlace other) => Parts.Count == 0 ? other : other.Parts.Count == 0 ? this : new SchemaPlace([.. Parts, .. other.Parts]);

    public bool Equals(SchemaPlace? other) => other is not null && Key == other.Key;

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}
