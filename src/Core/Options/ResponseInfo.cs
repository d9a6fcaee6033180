using System.Net;

namespace OpenCode.Core.Options;

/// <summary>A response as it came, before anything was made of it.</summary>
public sealed class ResponseInfo
{
    internal ResponseInfo(
        string operationId, HttpStatusCode status, IReadOnlyDictionary<string, string> headers, string? contentType, ReadOnlyMemory<byte> body)
    {
        OperationId = operationId;
        Status = status;
        Headers = headers;
        ContentType = contentType;
        Body = body;
    }

    /// <summary>The operation, for example <c>session.list</c>.</summary>
    public string OperationId { get; }

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>The headers, those of the content included, by case-insensitive name; several values are joined by <c>", "</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The content type with its parameters; null when there is none.</summary>
    public string? ContentType { get; }

    /// <summary>The decompressed body, a copy that may be kept; empty for streams. The body of an error ends after 1 MB.</summary>
    public ReadOnlyMemory<byte> Body { get; }
}
