using System.Text;
using System.Text.Json;
using OpenCode.Core.Errors;
using OpenCode.Core.Json;

namespace OpenCode.Core.Responses;

/// <summary>
/// What the many shapes of error bodies say about themselves: <c>{name,data}</c>, <c>{_tag,…}</c>, <c>{error}</c>, <c>{title,detail}</c>, text.
/// </summary>
internal readonly record struct ErrorEnvelope(string? Name, string? Text)
{
    private const int LongestText = 500;

    public static ErrorEnvelope Read(ReadOnlyMemory<byte> body, string? contentType)
    {
        if (body.IsEmpty || ContentTypes.IsHtml(contentType)) return default;
        if (ContentTypes.MayBeJson(contentType) && TryReadJson(body, out ErrorEnvelope envelope)) return envelope;
        return contentType is null || contentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            ? new ErrorEnvelope(null, Tidy(Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, LongestText * 4)])))
            : default;
    }

    /// <summary>The same, with what the decoded error says where nothing was found: a model may know places that no other error has.</summary>
    public ErrorEnvelope Or(IErrorModel? error) => error is null ? this : new ErrorEnvelope(Name ?? error.ErrorName, Text ?? Tidy(error.ErrorMessage));

    private static bool TryReadJson(ReadOnlyMemory<byte> body, out ErrorEnvelope envelope)
    {
        envelope = default;
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;
            envelope = root.ValueKind switch
            {
                JsonValueKind.Object => new ErrorEnvelope(JsonErrorText.NameOf(root), Tidy(JsonErrorText.MessageOf(root))),
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

    private static string? Tidy(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        string line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= LongestText ? line : string.Concat(line.AsSpan(0, LongestText), "…");
    }
}
