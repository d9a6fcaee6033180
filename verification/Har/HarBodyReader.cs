using System.Text.Json;
using System.Text.Unicode;
using OpenCode.Core.Json;
using OpenCode.Core.Operations;
using OpenCode.Verification.Traffic;
using OpenCode.Verification.Values;

namespace OpenCode.Verification.Har;

/// <summary>
/// Finds the bodies of recorded answers. The writers of HAR files leave them out in many ways, and a body that is not there must never pass for
/// an empty one, nor the beginning of one for the whole.
/// </summary>
/// <param name="harPath">The HAR file, beside which bodies may lie.</param>
internal sealed class HarBodyReader(string harPath)
{
    // A few bytes can be the whole memory of a machine, compressed.
    private const int LongestPlain = 256 << 20;

    private readonly HarBodyFiles _files = new(harPath);

    /// <summary>The body of an answer.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="type">Its content type; null for none.</param>
    /// <param name="url">Where it came from.</param>
    /// <param name="operation">The operation that was called.</param>
    /// <returns>The body, empty when there was none, null when it was not recorded; and what is wrong with the recording of it, or null.</returns>
    public HarBody Read(HarResponse response, string? type, string url, Operation operation)
    {
        if (response.Content is not { } content) return HarBody.NotRecorded;
        HarBody body = content.Text is { Length: > 0 } text ? ReadText(text, content, response, type)
            : content.File is { Length: > 0 } file
                ? _files.TryRead(file, out byte[] bytes, out string problem) ? Plain(bytes, response, type) : HarBody.Bad(problem)
            : HadNone(content, response, operation) ? HarBody.None
            : HarBody.NotRecorded;
        if (body.Problem is not null) return HarBody.Bad($"the body of the answer from {HarAddress.Shown(url)} {body.Problem}");
        bool mayBeCut = operation.Kind != OperationKind.EventStream && MediaType.IsJson(type);
        return mayBeCut && body.Bytes is { Length: > 0 } whole && IsBeginning(whole, content) ? HarBody.NotRecorded : body;
    }

    private static HarBody ReadText(ReadOnlyMemory<byte> text, HarContent content, HarResponse response, string? type)
    {
        switch (content.Encoding?.Trim().ToLowerInvariant())
        {
            case null or "" or "utf-8" or "utf8" or "identity" or "text" or "none":
                return Plain(text, response, type);
            case "base64" or "base64url":
                return ReadBase64(text, response, type);
            default:
                // Where only status and type are compared, the body matters little.
                return (MediaType.IsJson(type) ? LooksLikeJson(text) : MediaType.Of(type) != MediaType.EventStream)
                    ? Plain(text, response, type)
                    : HarBody.Bad($"is written as '{content.Encoding}', and only base64 is understood");
        }
    }

    // Firefox and ZAP say so of texts that are none. Those of JSON cannot be mistaken for it, but for a bare word: true.
    private static HarBody ReadBase64(ReadOnlyMemory<byte> text, HarResponse response, string? type)
    {
        if (Base64Text.Decode(text.Span) is { } decoded)
        {
            HarBody body = Plain(decoded, response, type);
            return MediaType.IsJson(type) && !(body.Bytes is { } bytes && LooksLikeJson(bytes)) && LooksLikeJson(text) ? Plain(text, response, type) : body;
        }

        return IsSuch(text, type) ? Plain(text, response, type) : HarBody.Bad("says it is base64, and is not");
    }

    // Whether a text is, as it stands, what its type says.
    private static bool IsSuch(ReadOnlyMemory<byte> text, string? type)
        => MediaType.IsJson(type) ? LooksLikeJson(text)
            : MediaType.Of(type) == MediaType.EventStream ? text.Span.IndexOf("data:"u8) >= 0
            : MediaType.Of(type).StartsWith("text/", StringComparison.Ordinal);

    // Not recorded, says a size (Chrome, Firefox, mitmproxy), one of -1 (Playwright), no size at all, or bytes that came over the network for it.
    private static bool HadNone(HarContent content, HarResponse response, Operation operation)
        => operation.Kind != OperationKind.EventStream
            && content.Size == 0
            && (content.Text is not null || response.BodySize is null or <= 0)
            && content.Comment is not { Length: > 0 };

    // The body is to be written as it was before compression, whatever the headers say; some keep the bytes as they came.
    private static HarBody Plain(ReadOnlyMemory<byte> bytes, HarResponse response, string? type)
    {
        string? coding = bytes.Span.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? "gzip" : response.Headers?.ContentEncoding?.Trim();
        if (coding is null or "" || (MediaType.IsJson(type) && LooksLikeJson(bytes))) return new HarBody(bytes, null);
        if (ContentCoding.Undo(bytes, coding, LongestPlain, out bool isTooLong) is { } plain) return new HarBody(plain, null);
        return isTooLong ? HarBody.Bad($"is longer than {LongestPlain >> 20} MiB when it is decompressed")
            : Utf8.IsValid(bytes.Span) ? new HarBody(bytes, null)
            : HarBody.Bad($"is compressed as '{coding}', and cannot be decompressed");
    }

    // Only what says that it is cut, or is shorter than it says, and ends in the middle: a size alone is wrong too often.
    private static bool IsBeginning(ReadOnlyMemory<byte> bytes, HarContent content)
        => (content.Size > bytes.Length || content.Comment?.Contains("truncated", StringComparison.OrdinalIgnoreCase) == true) && EndsInside(bytes.Span);

    private static bool EndsInside(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = JsonDecoding.MaxDepth }));
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth == 0 && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return false;
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool LooksLikeJson(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes, FoundText.Options);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <summary>The body of a recorded answer.</summary>
/// <param name="Bytes">The body; empty when there was none, null when it was not recorded.</param>
/// <param name="Problem">What is wrong with the recording of it, as the rest of a sentence; null for nothing.</param>
internal readonly record struct HarBody(ReadOnlyMemory<byte>? Bytes, string? Problem)
{
    public static HarBody None => new(ReadOnlyMemory<byte>.Empty, null);

    public static HarBody NotRecorded => new(null, null);

    public static HarBody Bad(string problem) => new(null, problem);
}
