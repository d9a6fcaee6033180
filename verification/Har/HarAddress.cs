namespace OpenCode.Verification.Har;

/// <summary>The URL of an entry, its path and query untouched.</summary>
/// <param name="Origin">Scheme, host and port, in lower case.</param>
/// <param name="Target">Path and query.</param>
internal readonly record struct HarAddress(string Origin, string Target)
{
    public string Path => Target.Split('?')[0];

    public static HarAddress? Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https" or "ws" or "wss")) return null;
        string rest = url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..].Split('#')[0];
        int start = rest.AsSpan().IndexOfAny('/', '?');
        string target = start < 0 ? "/" : rest[start] == '?' ? $"/{rest[start..]}" : rest[start..];
        return new HarAddress(OriginOf(uri), target);
    }

    public static string OriginOf(Uri uri)
    {
        string scheme = uri.Scheme switch { "ws" => "http", "wss" => "https", var other => other };
        return $"{scheme}://{uri.IdnHost}:{uri.Port}".ToLowerInvariant();
    }

    /// <summary>A URL without its user and its query, where secrets may be.</summary>
    public static string Shown(string url) => Parse(url) is { } address ? address.Origin + address.Path : "a URL that is none";
}
