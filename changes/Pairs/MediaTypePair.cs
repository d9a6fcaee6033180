using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Model;

namespace OpenCodeGen.Changes.Pairs;

/// <summary>Content of one media type in both documents.</summary>
internal sealed record MediaTypePair(Node Before, Node After)
{
    /// <summary>Whether values are written as text, as in a form.</summary>
    public bool IsText => IsForm(Before) && IsForm(After);

    /// <summary>Whether it is all bytes, which OpenAPI 3.0 calls a binary string, and 3.1 does not describe.</summary>
    public bool IsOfBytes => IsBytes(Before) && IsBytes(After);

    /// <summary>The media type of a place, as the document writes it.</summary>
    public static string NameOf(Node content) => PointerText.Unescape(content.Pointer[(content.Pointer.LastIndexOf('/') + 1)..]);

    /// <summary>The schema of the content; in OpenAPI 3.2 streams have one of their items.</summary>
    public static Node? SchemaOf(Node content) => content["schema"] ?? content["itemSchema"];

    private static bool IsForm(Node content) => NameOf(content).Split(';')[0].Trim().ToLowerInvariant() is "application/x-www-form-urlencoded" or "multipart/form-data";

    private static bool IsBytes(Node content)
    {
        string name = NameOf(content).ToLowerInvariant();
        if (name.Contains("json", StringComparison.Ordinal) || name.StartsWith("text/", StringComparison.Ordinal) || IsForm(content)) return false;
        if (SchemaOf(content) is not { IsObject: true } schema || !schema.Properties().Any()) return true;
        return schema.Text("type") == "string"
            && (schema.Text("format") == "binary" || (schema["contentMediaType"] is not null && schema["contentEncoding"] is null));
    }
}
