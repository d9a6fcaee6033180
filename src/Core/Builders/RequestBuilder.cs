using System.ComponentModel;
using OpenCode.Core.Options;

namespace OpenCode.Core.Builders;

/// <summary>A place in the API's paths: the base of every fluent request builder.</summary>
public abstract class RequestBuilder
{
    /// <summary>Creates a builder.</summary>
    /// <param name="sender">Sends the requests.</param>
    /// <param name="path">The escaped path from the server's root, for example <c>/session/ses_1</c>.</param>
    protected RequestBuilder(IRequestSender sender, string path)
    {
        Sender = sender;
        RequestPath = path;
    }

    /// <summary>Sends the requests: for extensions of a client, and of no use to its callers.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public IRequestSender Sender { get; }

    /// <summary>The escaped path from the server's root.</summary>
    protected string RequestPath { get; }

    /// <summary>Runs the caller's configuration of one request.</summary>
    /// <typeparam name="T">The kind of configuration.</typeparam>
    /// <param name="configure">The caller's action; null for none.</param>
    /// <returns>The configuration; null for none, so that a plain request allocates nothing for it.</returns>
    protected static T? Configured<T>(Action<T>? configure)
        where T : RequestConfiguration, new()
    {
        if (configure is null) return null;
        var configuration = new T();
        configure(configuration);
        return configuration;
    }

    /// <summary>Wraps bytes as the body of a request.</summary>
    /// <param name="body">The bytes; read once, when the request is sent.</param>
    /// <param name="contentType">What they are.</param>
    /// <returns>The body.</returns>
    protected static HttpContent Bytes(Stream body, string contentType)
    {
        var content = new StreamContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return content;
    }

    /// <summary>Escapes a path parameter.</summary>
    /// <param name="name">The name of the parameter, for the message of an exception.</param>
    /// <param name="value">The value.</param>
    /// <returns>The escaped value.</returns>
    /// <exception cref="ArgumentException">The value is empty, or one of the segments <c>.</c> and <c>..</c>, which no server can see.</exception>
    protected static string Segment(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value, name);
        if (value is "." or "..") throw new ArgumentException($"The path parameter '{name}' cannot be \"{value}\": URLs resolve it away. Pass an id.", name);
        return Uri.EscapeDataString(value);
    }

    /// <summary>Appends a path parameter to this builder's path.</summary>
    /// <param name="name">The name of the parameter, for the message of an exception.</param>
    /// <param name="value">The value; it is escaped.</param>
    /// <returns>The longer path.</returns>
    /// <exception cref="ArgumentException">The value is empty, or one of the segments <c>.</c> and <c>..</c>, which no server can see.</exception>
    protected string PathWith(string name, string value) => string.Concat(RequestPath, "/", Segment(name, value));

    /// <summary>Appends a parameter that stands for any number of path segments.</summary>
    /// <param name="name">The name of the parameter, for the message of an exception.</param>
    /// <param name="value">A relative path with forward slashes; each segment is escaped.</param>
    /// <returns>The longer path.</returns>
    /// <exception cref="ArgumentException">The value is empty, or has a segment <c>.</c> or <c>..</c>.</exception>
    protected string PathWithSegments(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value, name);
        string[] segments = value.TrimStart('/').Split('/');
        for (int i = 0; i < segments.Length; i++)
        {
            if (segments[i] is "." or "..")
                throw new ArgumentException($"The path parameter '{name}' cannot contain the segment \"{segments[i]}\": URLs resolve it away.", name);
            segments[i] = Uri.EscapeDataString(segments[i]);
        }

        return string.Concat(RequestPath, "/", string.Join('/', segments));
    }
}
