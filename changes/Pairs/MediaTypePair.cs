using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Model;

namespace OpenCodeGen.Changes.Pairs;

/// <summary>Content of one media type in both documents.</summary>
internal sealed record MediaTypePair(Node Before, Node After)
{
    /// <summary>Pairs the media types of a body or of a response; their parameters do not count, such as a charset.</summary>
    public static (IReadOnlyList<MediaTypePair> Same, IReadOnlyList<Node> Removed, IReadOnlyList<Node> Added) Of(Node before, Node after)
    {
        Dictionary<string, Node> old = TypesOf(before);
        Dictionary<string, Node> young = TypesOf(after);
        return (
            [.. old.Where(o => young.ContainsKey(o.Key)).Select(o => new MediaTypePair(o.Value, young[o.Key]))],
            [.. old.Where(o => !young.ContainsKey(o.Key)).Select(static o => o.Value)],
            [.. young.Where(y => !old.ContainsKey(y.Key)).Select(static y => y.Value)]);
    }

    /// <summary>The media type of a place, as the document writes it.</summary>
    public static string NameOf(Node content) => PointerText.Unescape(content.Pointer[(content.Pointer.LastIndexOf('/') + 1)..]);

    /// <summary>The schema of the content; in OpenAPI 3.2 streams have one of their items.</summary>
    public static Node? SchemaOf(Node content) => content["schema"] ?? content["itemSchema"];

    private static Dictionary<string, Node> TypesOf(Node holder) => (holder["content"]?.Properties() ?? [])
        .DistinctBy(static c => Bare(c.Name), StringComparer.Ordinal).ToDictionary(static c => Bare(c.Name), static c => c.Value, StringComparer.Ordinal);

    private static string Bare(string name) => name.Split(';')[0].Trim().ToLowerInvariant();
}
