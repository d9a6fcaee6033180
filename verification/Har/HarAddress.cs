using System.Text.RegularExpressions;

namespace OpenCode.Verification.Har;

/// <summary>The URL of an entry, its path and query untouched.</summary>
/// <param name="Origin">Scheme, host and port, in lower case.</param>
/// <param name="Target">Path and query.</param>
internal readonly partial record struct HarAddress(string Origin, string Target)
{
    public string Path => Target.Split('?')[0];

    /// <summary>The address; null where no server of HTTP was asked.</summary>
    public static HarAddress? Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https" or "ws" or "wss")) return null;
        string rest = url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..].Split('#')[0];
        int start = rest.AsSpan().IndexOfAny('/', '?');
        string target = start < 0 ? "/" : rest[start] == '?' ? $"/{rest[start..]}" : rest[start..];
        return new HarAddress(OriginOf(uri), target);
    }

    /// <summary>Why there is no telling which server a URL means; null when there is. The URL may hold secrets, and is not shown.</summary>
    public static string? Problem(string url)
        => Parse(url) is not null ? null
            : !Scheme().IsMatch(url) ? "its 'request.url' names no server: it does not begin with http://"
            : HttpScheme().IsMatch(url) ? "its 'request.url' is no URL"
            : null;

    public static string OriginOf(Uri uri)
    {
        string scheme = uri.Scheme switch { "ws" => "http", "wss" => "https", var other => other };
        return $"{scheme}://{uri.IdnHost}:{uri.Port}".ToLowerInvariant();
    }

    /// <summary>A URL without its user and its query, where secrets may be.</summary>
    public static string Shown(string url) => Parse(url) is { } address ? address.Origin + address.Path : "a URL that is none";

    // data:, blob:, chrome-extension:, and the host:port of a tunnel.
    [GeneratedRegex(@"^\s*[a-z][a-z0-9+.-]*:", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"^\s*(http|ws)s?:", RegexOptions.IgnoreCase)]
    private static partial Regex HttpScheme();
}
