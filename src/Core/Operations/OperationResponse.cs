using OpenCode.Core.Json;

namespace OpenCode.Core.Operations;

/// <summary>One documented response of an operation.</summary>
public abstract class OperationResponse
{
    private protected OperationResponse(string status, string? contentType)
    {
        Status = status;
        ContentType = contentType;
    }

    /// <summary>The status as the spec writes it: <c>200</c>, <c>4XX</c> or <c>default</c>.</summary>
    public string Status { get; }

    /// <summary>The content type; null when the response has no body.</summary>
    public string? ContentType { get; }

    /// <summary>Whether this response is a success.</summary>
    public bool IsSuccess => Status.StartsWith('2');

    /// <summary>The type of the decoded body; null when the body is not JSON.</summary>
    public abstract Type? BodyType { get; }

    /// <summary>Decodes a body of this response.</summary>
    /// <param name="utf8">The whole body.</param>
    /// <param name="decoding">Collects what differs from the declared shape.</param>
    /// <returns>The body; null when it is not JSON.</returns>
    /// <exception cref="System.Text.Json.JsonException">The body is not JSON, or differs and the decoding is strict.</exception>
    public abstract object? Decode(ReadOnlySpan<byte> utf8, JsonDecoding decoding);
}

/// <summary>A documented response with a typed body.</summary>
/// <typeparam name="T">What the body becomes; for a stream of events, one event.</typeparam>
/// <param name="status">The status as the spec writes it.</param>
/// <param name="contentType">The content type; null when the response has no body.</param>
/// <param name="decoder">The decoder of the body; null when it is not JSON.</param>
public sealed class OperationResponse<T>(string status, string? contentType = null, JsonDecoder<T>? decoder = null)
    : OperationResponse(status, contentType)
{
    /// <inheritdoc/>
    public override Type? BodyType => decoder is null ? null : typeof(T);

    /// <inheritdoc/>
    public override object? Decode(ReadOnlySpan<byte> utf8, JsonDecoding decoding)
    {
        ArgumentNullException.ThrowIfNull(decoding);
        return decoder is null ? null : decoding.DecodeDocument(utf8, decoder);
    }
}
