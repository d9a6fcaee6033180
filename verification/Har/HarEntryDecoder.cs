using System.Globalization;
using System.Text.Json;

namespace OpenCode.Verification.Har;

/// <summary>
/// Takes what the check needs out of an entry. Writers leave out members, set them to null, and put numbers into texts; a member that has no
/// meaning counts as missing, and only an entry of which nobody can tell what was asked is refused.
/// </summary>
internal static class HarEntryDecoder
{
    /// <summary>Browsers write the chain of calls that led to a request, each one inside the next: no depth is too deep.</summary>
    public static JsonReaderOptions Options { get; } = new() { MaxDepth = int.MaxValue, AllowTrailingCommas = true };

    /// <summary>Decodes an entry.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static HarStep Decode(int number, ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, Options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) return HarStep.Odd(number, $"it is {KindOf(ref reader)}, not an object");
        (string? Method, string? Url)? request = null;
        HarResponse? response = null;
        while (NextMember(ref reader))
        {
            if (IsNamed(ref reader, "request"u8)) request = ReadRequest(ref reader);
            else if (IsNamed(ref reader, "response"u8)) response = ReadResponse(ref reader);
            else Pass(ref reader);
        }

        return request is not var (method, url) ? HarStep.Odd(number, "it has no object 'request'")
            : string.IsNullOrWhiteSpace(method) ? HarStep.Odd(number, "it has no text 'request.method'")
            : string.IsNullOrWhiteSpace(url) ? HarStep.Odd(number, "it has no text 'request.url'")
            : HarStep.Of(number, new HarEntry(method, url, response));
    }

    private static (string? Method, string? Url)? ReadRequest(ref Utf8JsonReader reader)
    {
        if (!Enter(ref reader)) return null;
        string? method = null, url = null;
        while (NextMember(ref reader))
        {
            if (IsNamed(ref reader, "method"u8)) method = HarText.Read(ref reader);
            else if (IsNamed(ref reader, "url"u8)) url = HarText.Read(ref reader);
            else Pass(ref reader);
        }

        return (method, url);
    }

    private static HarResponse? ReadResponse(ref Utf8JsonReader reader)
    {
        if (!Enter(ref reader))
            return reader.TokenType == JsonTokenType.Null ? null : new HarResponse { Problem = $"its 'response' is {KindOf(ref reader)}, not an object" };
        var response = new HarResponse();
        while (NextMember(ref reader))
        {
            if (IsNamed(ref reader, "status"u8)) response = WithStatus(response, ref reader);
            else if (IsNamed(ref reader, "content"u8)) response = response with { Content = ReadContent(ref reader) };
            else if (IsNamed(ref reader, "bodySize"u8)) response = response with { BodySize = ReadNumber(ref reader) };
            else if (IsNamed(ref reader, "headers"u8)) response = response with { Headers = HarHeaderList.Read(ref reader) };
            else Pass(ref reader);
        }

        return response;
    }

    private static HarResponse WithStatus(HarResponse response, ref Utf8JsonReader reader)
    {
        double? status = ReadNumber(ref reader);
        return status is null && reader.TokenType == JsonTokenType.Null || status <= 0 ? response with { Status = 0, Problem = null }
            : status is >= 100 and < 1000 ? response with { Status = (int)status, Problem = null }
            : response with { Problem = $"its 'response.status' is {KindOf(ref reader)} that is no status" };
    }

    private static HarContent? ReadContent(ref Utf8JsonReader reader)
    {
        if (!Enter(ref reader)) return null;
        var content = new HarContent();
        while (NextMember(ref reader))
        {
            if (IsNamed(ref reader, "size"u8)) content = content with { Size = ReadNumber(ref reader) };
            else if (IsNamed(ref reader, "mimeType"u8)) content = content with { MimeType = HarText.Read(ref reader) };
            else if (IsNamed(ref reader, "text"u8)) content = content with { Text = HarText.ReadBody(ref reader) };
            else if (IsNamed(ref reader, "encoding"u8)) content = content with { Encoding = HarText.Read(ref reader) };
            else if (IsNamed(ref reader, "_file"u8)) content = content with { File = HarText.Read(ref reader) };
            else if (IsNamed(ref reader, "comment"u8)) content = content with { Comment = HarText.Read(ref reader) };
            else Pass(ref reader);
        }

        return content;
    }

    private static double? ReadNumber(ref Utf8JsonReader reader)
    {
        if (HarText.Read(ref reader) is { } text)
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed) ? parsed : null;
        return reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double number) ? number : null;
    }

    /// <summary>Moves to the value of the member, and past it where it is no object.</summary>
    private static bool Enter(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject) return true;
        reader.Skip();
        return false;
    }

    /// <summary>Moves to the next member of the object; false at its end.</summary>
    internal static bool NextMember(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    internal static void Pass(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    internal static bool IsNamed(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate: JSON by its grammar, and no name of a HAR file.
            return false;
        }
    }

    private static string KindOf(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject or JsonTokenType.EndObject => "an object",
        JsonTokenType.StartArray or JsonTokenType.EndArray => "a list",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "a Boolean",
    };
}
