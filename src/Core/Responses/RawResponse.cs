using System.Net;
using System.Text;
using OpenCode.Core.Errors;
using OpenCode.Core.Options;

namespace OpenCode.Core.Responses;

/// <summary>The response to a request that was sent past the typed client, whatever its status.</summary>
public sealed class RawResponse
{
    private readonly ApiStatusException? _error;

    internal RawResponse(ResponseInfo info, ApiStatusException? error)
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
    /// <returns>This response, when it is a success.</returns>
    /// <exception cref="ApiStatusException">The status is not a success.</exception>
    public RawResponse EnsureSuccess() => _error is null ? this : throw _error;
}
