namespace OpenCodeGen.Model;

/// <summary>Segments of JSON pointers (RFC 6901).</summary>
public static class PointerText
{
    public static string Escape(string segment)
        => segment.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    public static string Unescape(string segment)
        => segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
