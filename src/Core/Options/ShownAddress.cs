namespace OpenCode.Core;

/// <summary>What may be shown of an address that somebody configured: a secret can be anywhere in it that is not the address itself.</summary>
internal static class ShownAddress
{
    /// <returns>Scheme, host, port and path (of http and https); null when the text has not got all of them, so that any part of it may be a secret.</returns>
    public static string? Of(Uri? uri)
        => uri is { IsAbsoluteUri: true, Host.Length: > 0 } && uri.OriginalString.Contains("://", StringComparison.Ordinal)
            ? uri.GetComponents(HasPath(uri) ? UriComponents.SchemeAndServer | UriComponents.Path : UriComponents.SchemeAndServer, UriFormat.UriEscaped)
            : null;

    /// <returns>The same for a text.</returns>
    public static string? Of(string? text) => Uri.TryCreate(text?.Trim(), UriKind.Absolute, out Uri? uri) ? Of(uri) : null;

    // Other schemes need not know a query, and then it counts as a part of the path.
    private static bool HasPath(Uri uri) => uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps;
}
