using System.ComponentModel;

namespace OpenCode.Core.Options;

/// <summary>Checks and shows addresses of servers without giving away what may be secret in them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ServerAddress
{
    private const string Unshown = " (it is not shown here, because any part of it may be a secret)";

    /// <summary>Refuses an address that a client cannot use: no http, or with credentials, a query or a fragment.</summary>
    /// <param name="uri">The address.</param>
    /// <param name="source">Where it is from, as the message's subject: the name of an option or a variable.</param>
    /// <param name="advice">What the message advises; null for what fits every client.</param>
    /// <exception cref="ArgumentException">The address cannot work; the message says why and what to do.</exception>
    public static void Validate(Uri uri, string source, ServerAddressAdvice? advice = null)
    {
        ArgumentNullException.ThrowIfNull(uri);
        advice ??= ServerAddressAdvice.General;
        if (!uri.IsAbsoluteUri) throw new ArgumentException($"{source} is not an absolute URI{Unshown}. Write it like http://127.0.0.1:4096.");
        if (uri.UserInfo.Length > 0) throw new ArgumentException($"{source} holds a user name or a password. {advice.Credentials}");

        if (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
        {
            // Without two slashes the part before the colon need not be a scheme, but may be a host or a password.
            string what = Shown(uri) is { } shown ? $"is \"{shown}\", whose scheme is neither http nor https" : $"begins with neither http:// nor https://{Unshown}";
            throw new ArgumentException($"{source} {what}. Use http or https, for example http://127.0.0.1:4096.");
        }

        if (uri.Query.Length > 0 || uri.Fragment.Length > 0) throw new ArgumentException($"{source} has a query or a fragment. {advice.Parameters}");
    }

    /// <summary>Reads an address that somebody wrote.</summary>
    /// <param name="value">What was written.</param>
    /// <param name="source">Where it is from, as the message's subject: the name of an option or a variable.</param>
    /// <param name="advice">What the message advises; null for what fits every client.</param>
    /// <returns>The address, which a client can use.</returns>
    /// <exception cref="ArgumentException">It cannot work; the message says why and what to do.</exception>
    public static Uri Parse(string value, string source, ServerAddressAdvice? advice = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!Uri.TryCreate(value.Trim(), UriKind.RelativeOrAbsolute, out Uri? uri))
            throw new ArgumentException($"{source} is not a URI{Unshown}. Write scheme, host and port, for example http://127.0.0.1:4096.");
        Validate(uri, source, advice);
        return uri;
    }

    /// <summary>An address as logs show it: <c>***</c> where any part of it may be a secret.</summary>
    /// <param name="uri">The address, checked or not.</param>
    /// <returns>Scheme, host, port and path.</returns>
    public static string Describe(Uri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return Shown(uri) ?? "***";
    }

    // A string that has not got all parts of an address may be anything, a password too.
    private static string? Shown(Uri uri)
        => uri is { IsAbsoluteUri: true, Host.Length: > 0 } && uri.OriginalString.Contains("://", StringComparison.Ordinal)
            ? uri.GetComponents(HasPath(uri) ? UriComponents.SchemeAndServer | UriComponents.Path : UriComponents.SchemeAndServer, UriFormat.UriEscaped)
            : null;

    // Other schemes need not know a query, and then it counts as a part of the path.
    private static bool HasPath(Uri uri) => uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps;
}
