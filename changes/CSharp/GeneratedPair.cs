using OpenCodeGen.Model;
using OpenCodeGen.Settings;
using OpenCodeGen.Shaping;

namespace OpenCodeGen.Changes.CSharp;

/// <summary>Generates the clients of two documents as one project would, one after the other: with the names that the first one was given.</summary>
public sealed record GeneratedPair
{
    /// <summary>What the client is called and how the document is meant.</summary>
    public GeneratorSettings Settings { get; init; } = GeneratorSettings.OpenCode;

    /// <summary>The names given so far; null for none.</summary>
    public NameLock? Names { get; init; }

    /// <summary>What a person decided; null for nothing.</summary>
    public CuratedNames? Curated { get; init; }

    /// <summary>Compares the public surfaces.</summary>
    /// <param name="before">The old document, with the changes of overlays.</param>
    /// <param name="after">The new one.</param>
    /// <returns>What changed, the gravest first.</returns>
    /// <exception cref="SpecException">A document cannot become a client.</exception>
    public IReadOnlyList<CallerFinding> Compare(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after)
    {
        if (before.Span.SequenceEqual(after.Span)) return [];
        Generation old = Generation.Run(before, "the old document", Names, Curated, settings: Settings);
        Generation young = Generation.Run(after, "the new document", old.Names, Curated, settings: Settings);
        return SurfaceComparison.Run(SurfaceReader.Read(old.Files), SurfaceReader.Read(young.Files));
    }
}
