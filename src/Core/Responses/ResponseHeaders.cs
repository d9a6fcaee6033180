using System.Net.Http.Headers;

namespace OpenCode.Core.Responses;

/// <summary>Copies the headers of a response, so that they outlive it.</summary>
internal static class ResponseHeaders
{
    public static IReadOnlyDictionary<string, string> Copy(HttpResponseMessage response)
    {
        var copy = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        Add(copy, response.Headers.NonValidated);
        Add(copy, response.Content.Headers.NonValidated);
        return copy;
    }

    private static void Add(Dictionary<string, string> copy, HttpHeadersNonValidated headers)
    {
        foreach ((string name, HeaderStringValues values) in headers)
            copy[name] = values.ToString();
    }
}
