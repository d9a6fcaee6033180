using OpenCodeGen.Changes.Documents;

namespace OpenCodeGen.Changes.Schemas;

/// <summary>How a string carries bytes or another document: a format in OpenAPI 3.0, keywords of their own in 3.1.</summary>
internal static class ContentReading
{
    private const string Bytes = "application/octet-stream";

    public static (string? Format, string? Encoding) Read(Node node)
    {
        string? format = node.Text("format");
        string? encoding = node.Text("contentEncoding")?.ToLowerInvariant();
        string? mediaType = node.Text("contentMediaType")?.ToLowerInvariant();
        switch (format)
        {
            case "byte":
                (format, encoding) = (null, encoding ?? "base64");
                break;
            case "binary":
                (format, mediaType) = (null, mediaType ?? Bytes);
                break;
        }

        if (encoding is "binary" or "8bit" or "7bit") (encoding, mediaType) = (null, mediaType ?? Bytes);

        // What is encoded are bytes, whatever else they are.
        if (encoding is not null && mediaType == Bytes) mediaType = null;
        string text = string.Join(", ", new[] { mediaType, encoding }.OfType<string>());
        return (format, text.Length > 0 ? text : null);
    }
}
