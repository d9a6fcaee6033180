using System.Text;
using System.Text.Json;

namespace OpenCode.Core.Responses;

/// <summary>What the many shapes of error bodies say about themselves: <c>{name,data}</c>, <c>{_tag,…}</c>, <c>{error}</c>, text.</summary>
internal readonly record struct ErrorEnvelope(string? Name, string? Text)
{
    private const int LongestText = 500;

    public static ErrorEnvelope Read(ReadOnlyMemory<byte> body, string? contentType)
    {
        if (body.IsEmpty || ContentTypes.IsHtml(contentType))
            return default;
        if (ContentTypes.MayBeJson(contentType) && TryReadJson(body, out ErrorEnvelope envelope))
            return envelope;
        return contentType is null || contentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            ? new ErrorEnvelope(null, Tidy(Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, LongestText * 4)])))
            : default;
    }

    private static bool TryReadJson(ReadOnlyMemory<byte> body, out ErrorEnvelope envelope)
    {
        envelope = default;
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;
            envelope = root.ValueKind switch
            {
                JsonValueKind.Object => new ErrorEnvelope(
                    TextOf(root, "name") ?? TextOf(root, "_tag") ?? TextOf(MemberOf(root, "error"), "name"),
                    Tidy(TextOf(MemberOf(root, "data"), "message")
                        ?? TextOf(root, "message")
                        ?? TextOf(root, "error")
                        ?? TextOf(MemberOf(root, "error"), "message"))),
                JsonValueKind.String => new ErrorEnvelope(null, Tidy(root.GetString())),
                _ => default,
            };
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or text that is not UTF-8: an error message is worth a try, never a second failure.
            return false;
        }
    }

    private static JsonElement MemberOf(JsonElement element, string name)
        => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member) ? member : default;

    private static string? TextOf(JsonElement element, string name)
        => MemberOf(element, name) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } value ? value : null;

    private static string? Tidy(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        string line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= LongestText ? line : string.Concat(line.AsSpan(0, LongestText), "…");
    }
}
