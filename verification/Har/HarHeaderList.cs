using System.Text.Json;

namespace OpenCode.Verification.Har;

/// <summary>
/// Reads what headers say of a body: a list of names and values, or, as some writers have it, an object of them. The first of equal names counts.
/// </summary>
internal static class HarHeaderList
{
    /// <summary>The headers; null when none were recorded.</summary>
    public static HarHeaders? Read(ref Utf8JsonReader reader)
    {
        HarHeaders? headers = null;
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (HarEntryDecoder.NextMember(ref reader))
            {
                string name = HarText.Current(ref reader);
                headers = With(headers, name, HarText.Read(ref reader));
            }
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType == JsonTokenType.StartObject) headers = ReadOne(headers, ref reader);
                else reader.Skip();
            }
        }

        return headers;
    }

    private static HarHeaders? ReadOne(HarHeaders? headers, ref Utf8JsonReader reader)
    {
        string? name = null, value = null;
        while (HarEntryDecoder.NextMember(ref reader))
        {
            if (HarEntryDecoder.IsNamed(ref reader, "name"u8)) name = HarText.Read(ref reader);
            else if (HarEntryDecoder.IsNamed(ref reader, "value"u8)) value = HarText.Read(ref reader);
            else HarEntryDecoder.Pass(ref reader);
        }

        return name is null ? headers : With(headers, name, value);
    }

    private static HarHeaders With(HarHeaders? before, string name, string? value)
    {
        HarHeaders headers = before ?? new HarHeaders(null, null);
        return name.Trim().ToLowerInvariant() switch
        {
            "content-type" => headers with { ContentType = headers.ContentType ?? value },
            "content-encoding" => headers with { ContentEncoding = headers.ContentEncoding ?? value },
            _ => headers,
        };
    }
}
