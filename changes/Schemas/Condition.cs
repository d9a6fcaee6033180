namespace OpenCodeGen.Changes.Schemas;

/// <summary>What a keyword asks for that cannot be narrower or wider, only the same or another.</summary>
/// <param name="Text">What it says besides its schemas.</param>
/// <param name="Schemas">The schemas that it names, in order.</param>
internal sealed record Condition(string Text, IReadOnlyList<SchemaPlace> Schemas)
{
    /// <summary>Of an <c>if</c>, what holds then; null for none.</summary>
    public SchemaPlace? Then { get; init; }

    /// <summary>Of an <c>if</c>, what holds else; null for none.</summary>
    public SchemaPlace? Else { get; init; }

    /// <summary>Whether the order of the schemas means nothing.</summary>
    public bool IsUnordered { get; init; }
}
