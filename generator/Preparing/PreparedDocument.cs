using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCodeGen.Model;
using OpenCodeGen.Overlays;

namespace OpenCodeGen.Preparing;

/// <summary>What was put differently, where and why.</summary>
/// <param name="Id">The name of the adaptation.</param>
/// <param name="Reason">What the generator does with the document as it is.</param>
/// <param name="Places">The JSON pointers of the places, as they are when their turn comes: adaptations before may have renamed or moved something.</param>
public sealed record AdaptedPlaces(string Id, string Reason, IReadOnlyList<string> Places);

/// <summary>A document that describes the same API in words that another generator understands.</summary>
/// <param name="Utf8">Its JSON.</param>
/// <param name="Adaptations">What was put differently.</param>
/// <param name="Unsaid">JSON pointers of what that generator has no words for, with the reason.</param>
public sealed record PreparedDocument(
    ReadOnlyMemory<byte> Utf8, IReadOnlyList<AdaptedPlaces> Adaptations, IReadOnlyList<(string Pointer, string Reason)> Unsaid)
{
    /// <summary>The names of all adaptations.</summary>
    public static IReadOnlyList<string> AdaptationIds { get; } = [.. AdaptationTable.All.Select(static a => a.Id)];

    /// <summary>Prepares a document.</summary>
    /// <param name="utf8">Its JSON, without what may stand before it in a file.</param>
    /// <param name="api">What it says, as <see cref="Reading.SpecReader"/> reads it.</param>
    /// <param name="target">Who is going to read it.</param>
    /// <param name="except">The names of adaptations that are left out; null for none.</param>
    /// <returns>The document; the same for the same input.</returns>
    public static PreparedDocument Create(ReadOnlyMemory<byte> utf8, ApiDocument api, PreparationTarget target, IReadOnlyCollection<string>? except = null)
    {
        ArgumentNullException.ThrowIfNull(api);
        JsonNode document = JsonNode.Parse(utf8.Span, null, new JsonDocumentOptions { MaxDepth = 256 })!;
        var tree = new DocumentTree((JsonObject)document, api);
        List<AdaptedPlaces> done = [];
        if (target is not (PreparationTarget.Any or PreparationTarget.Kiota or PreparationTarget.NSwag))
            throw new ArgumentOutOfRangeException(nameof(target), target, "A document is prepared for one reader.");
        foreach (Adaptation adaptation in AdaptationTable.All.Where(a => a.Targets.HasFlag(target) && except?.Contains(a.Id) != true))
        {
            // What one of them moves has places of its own in it: until there is nothing more to do.
            List<string> places = [];
            while (adaptation.Apply(tree).ToList() is { Count: > 0 } found) places.AddRange(found);
            if (places.Count > 0) done.Add(new AdaptedPlaces(adaptation.Id, adaptation.Reason, places));
        }

        foreach (PlacedSchema placed in tree.Schemas()) placed.Schema.Remove(TagValues.Extension);

        return new PreparedDocument(OverlaidDocument.Write(document), done, tree.Unsaid);
    }
}
