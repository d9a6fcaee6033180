using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Model;

namespace OpenCodeGen.Changes.Pairs;

/// <summary>Content of one media type in both documents.</summary>
internal sealed record MediaTypePair(Node Before, Node After)
{
    /// <summary>The media type of a place, as the document writes it.</summary>
    public static string NameOf(Node content) => PointerText.Unescape(content.Pointer[(content.Pointer.LastIndexOf('/') + 1)..]);

    /// <summary>The schema of the content; in OpenAPI 3.2 streams have one of their items.</summary>
    public static Node? SchemaOf(Node content) => content["schema"] ?? content["itemSchema"];
}
