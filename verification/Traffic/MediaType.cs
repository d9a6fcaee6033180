namespace OpenCode.Verification.Traffic;

/// <summary>Compares content types without their parameters.</summary>
internal static class MediaType
{
    public const string EventStream = "text/event-stream";
    public const string Html = "text/html";

    public static string Of(string? contentType) => (contentType?.Split(';')[0].Trim() ?? "").ToLowerInvariant();

    public static bool IsJson(string? contentType)
        => Of(contentType) is "application/json" || Of(contentType).EndsWith("+json", StringComparison.Ordinal);
}
