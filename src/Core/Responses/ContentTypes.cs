namespace OpenCode.Core.Responses;

/// <summary>Tells content types apart without parsing them into objects.</summary>
internal static class ContentTypes
{
    public const string EventStream = "text/event-stream";

    /// <summary>The content type with its parameters; null when there is none.</summary>
    public static string? Of(HttpResponseMessage response)
        => response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var values) ? values.ToString() : null;

    public static bool IsJson(string? contentType)
    {
        ReadOnlySpan<char> media = MediaType(contentType);
        return media.Equals("application/json", StringComparison.OrdinalIgnoreCase) || media.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a body is worth decoding as JSON: it says so, or it says nothing.</summary>
    public static bool MayBeJson(string? contentType) => contentType is null || IsJson(contentType);

    public static bool IsHtml(string? contentType) => MediaType(contentType).Equals("text/html", StringComparison.OrdinalIgnoreCase);

    public static bool IsEventStream(string? contentType) => MediaType(contentType).Equals(EventStream, StringComparison.OrdinalIgnoreCase);

    /// <summary>The character set that the content type names; empty when it names none.</summary>
    public static ReadOnlySpan<char> CharacterSet(string? contentType)
    {
        const string Key = "charset=";
        int start = contentType is null ? -1 : contentType.IndexOf(Key, StringComparison.OrdinalIgnoreCase);
        if (start < 0) return default;
        ReadOnlySpan<char> rest = contentType.AsSpan(start + Key.Length);
        int end = rest.IndexOf(';');
        return (end < 0 ? rest : rest[..end]).Trim(" \"");
    }

    private static ReadOnlySpan<char> MediaType(string? contentType)
    {
        int end = contentType is null ? -1 : contentType.IndexOf(';', StringComparison.Ordinal);
        return (end < 0 ? contentType.AsSpan() : contentType.AsSpan(0, end)).Trim();
    }
}
