using System.Net;
using System.Text;

namespace OpenCode;

/// <summary>The answer to a request that was sent past the typed client, whatever its status.</summary>
public sealed class OpenCodeRawResponse
{
    private readonly OpenCodeApiException? _error;

    internal OpenCodeRawResponse(OpenCodeResponseInfo info, OpenCodeApiException? error)
    {
        Status = info.Status;
        Headers = info.Headers;
        ContentType = info.ContentType;
        Body = info.Body;
        _error = error;
    }

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>Whether the status is a success (200 to 299).</summary>
    public bool IsSuccess => _error is null;

    /// <summary>The headers by case-insensitive name; several values are joined by <c>", "</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The content type with its parameters; null when there is none.</summary>
    public string? ContentType { get; }

    /// <summary>The decompressed body, without a byte order mark.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Reads the body as UTF-8.</summary>
    /// <returns>The text.</returns>
    public string GetText() => Encoding.UTF8.GetString(Body.Span);

    /// <summary>Throws what a typed request would have thrown for this status.</summary>
    /// <returns>This answer, when it is a success.</returns>
    /// <exception cref="OpenCodeApiException">The status is not a success.</exception>
    public OpenCodeRawResponse EnsureSuccess() => _error is null ? this : throw _error;
}
