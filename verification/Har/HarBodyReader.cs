using System.Text;
using System.Text.Json;
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
    /// <param name="url">Where it came from.</param>
    /// <param name="operation">The operation that was called.</param>
    /// <returns>The body, empty when there was none, null when it was not recorded; and what is wrong with the recording of it, or null.</returns>
    public HarBody Read(HarResponse response, string url, Operation operation)
    {
        if (response.Content is not { } content) return HarBody.NotRecorded;
        if (content.File is { Length: > 0 } file && string.IsNullOrEmpty(content.Text))
        {
            return _files.TryRead(file, out byte[] bytes, out string problem)
                ? Whole(bytes, response, url, operation)
                : Bad(url, problem);
        }

        if (content.Text is not { Length: > 0 } text) return HadNone(content, response, operation) ? HarBody.None : HarBody.NotRecorded;
        if (!string.Equals(content.Encoding, "base64", StringComparison.OrdinalIgnoreCase))
            return Whole(Encoding.UTF8.GetBytes(text), response, url, operation);
        byte[] decoded = new byte[(text.Length / 4 * 3) + 3];
        if (Convert.TryFromBase64String(text, decoded, out int length)) return Whole(decoded.AsMemory(0, length), response, url, operation);

        // Firefox says so of texts that are none; those of JSON cannot be mistaken for it.
        return MediaType.IsJson(content.MimeType) && LooksLikeJson(Encoding.UTF8.GetBytes(text))
            ? Whole(Encoding.UTF8.GetBytes(text), response, url, operation)
            : Bad(url, "says it is base64, and is not");
    }

    private static HarBody Bad(string url, string problem) => new(null, $"the body of the answer from {HarAddress.Shown(url)} {problem}");

    // Not recorded, says a size (Chrome, Firefox, mitmproxy), one of -1 (Playwright), no size at all, or bytes that came over the network for it.
    private static bool HadNone(HarContent content, HarResponse response, Operation operation)
        => operation.Kind != OperationKind.EventStream
            && content.Size == 0
            && (content.Text is not null || response.BodySize is null or <= 0)
            && content.Comment is not { Length: > 0 };

    private static HarBody Whole(ReadOnlyMemory<byte> bytes, HarResponse response, string url, Operation operation)
    {
        if (Plain(bytes, response) is not { } plain) return Bad(url, $"is longer than {LongestPlain >> 20} MiB when it is decompressed");
        bool isCut = operation.Kind != OperationKind.EventStream && MediaType.IsJson(response.Content!.MimeType) && IsBeginning(plain, response.Content);
        return isCut ? HarBody.NotRecorded : new HarBody(plain, null);
    }

    // The body is to be written as it was before compression, whatever the headers say; some keep the bytes as they came.
    private static ReadOnlyMemory<byte>? Plain(ReadOnlyMemory<byte> bytes, HarResponse response)
    {
        string? coding = bytes.Span.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? "gzip" : Header(response.Headers, "content-encoding");
        if (coding is null || (MediaType.IsJson(response.Content!.MimeType) && LooksLikeJson(bytes))) return bytes;
        return ContentCoding.Undo(bytes, coding, LongestPlain, out bool isTooLong) ?? (isTooLong ? default(ReadOnlyMemory<byte>?) : bytes);
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

    private static string? Header(JsonElement headers, string name)
    {
        if (headers.ValueKind != JsonValueKind.Array) return null;
        return headers.EnumerateArray()
            .Where(h => string.Equals(Text(h, "name"), name, StringComparison.OrdinalIgnoreCase))
            .Select(static h => Text(h, "value")).FirstOrDefault();
    }

    private static string? Text(JsonElement header, string name)
    {
        if (header.ValueKind != JsonValueKind.Object || !header.TryGetProperty(name, out JsonElement value) || value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate: JSON by its grammar, and no header.
            return null;
        }
    }
}

/// <summary>The body of a recorded answer.</summary>
/// <param name="Bytes">The body; empty when there was none, null when it was not recorded.</param>
/// <param name="Problem">What is wrong with the recording of it; null for nothing.</param>
internal readonly record struct HarBody(ReadOnlyMemory<byte>? Bytes, string? Problem)
{
    public static HarBody None => new(ReadOnlyMemory<byte>.Empty, null);

    public static HarBody NotRecorded => new(null, null);
}
