using System.Globalization;
using System.Text.Json;
using Microsoft.Kiota.Abstractions.Serialization;
using Microsoft.Kiota.Serialization.Json;
using OpenCode.Core.Errors;
using KiotaException = Microsoft.Kiota.Abstractions.ApiException;

namespace OpenCode.Kiota.Requests;

/// <summary>Error responses as Kiota's builders throw them.</summary>
internal static class KiotaErrors
{
    /// <summary>The exception that stands for a response: of the type that the document has for its status, where the body is of that type.</summary>
    public static KiotaException Translate(ApiStatusException response, Dictionary<string, ParsableFactory<IParsable>>? types)
    {
        KiotaException translated = Typed(response, Find(types, (int)response.Status)) ?? new KiotaException(response.Message, response);
        translated.ResponseStatusCode = (int)response.Status;
        translated.ResponseHeaders = response.Headers.ToDictionary(
            static h => h.Key, static h => (IEnumerable<string>)[h.Value], StringComparer.OrdinalIgnoreCase);
        return translated;
    }

    private static ParsableFactory<IParsable>? Find(Dictionary<string, ParsableFactory<IParsable>>? types, int status)
    {
        if (types is null) return null;
        string exact = status.ToString(CultureInfo.InvariantCulture);
        return new[] { exact, $"{exact[0]}XX", "XXX" }.Select(k => types.GetValueOrDefault(k)).FirstOrDefault(static f => f is not null);
    }

    private static KiotaException? Typed(ApiStatusException response, ParsableFactory<IParsable>? factory)
    {
        if (factory is null || response.RawBody.Length == 0 || response.IsRawBodyTruncated) return null;
        try
        {
            using JsonDocument json = JsonDocument.Parse(response.RawBody);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return null;
            return new JsonParseNode(json.RootElement.Clone()).GetObjectValue(factory) as KiotaException;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // A proxy, or the server itself, has responded with something else.
            return null;
        }
    }
}
