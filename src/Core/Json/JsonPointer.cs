namespace OpenCode.Core.Json;

/// <summary>Segments of JSON pointers (RFC 6901), such as those of <see cref="JsonDrift.Pointer"/>.</summary>
public static class JsonPointer
{
    /// <summary>Writes the name of a property so that it can stand between two slashes: <c>~</c> as <c>~0</c>, <c>/</c> as <c>~1</c>.</summary>
    public static string Escape(string name)
        => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>Reads a segment back into the name of a property.</summary>
    public static string Unescape(string segment)
        => segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
