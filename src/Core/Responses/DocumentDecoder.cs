using System.Net;
using System.Text.Json;
using OpenCode.Core.Credentials;
using OpenCode.Core.Errors;
using OpenCode.Core.Json;
using OpenCode.Core.Operations;

namespace OpenCode.Core.Responses;

/// <summary>Decodes JSON documents, and says where they differ from the API's document or are not JSON.</summary>
internal static class DocumentDecoder
{
    /// <summary>Decodes a document. Nobody of the caller's runs meanwhile, so whatever is thrown is about the document.</summary>
    /// <param name="utf8">The document, without a byte order mark.</param>
    /// <param name="decoder">The decoder of its root.</param>
    /// <param name="operation">The operation it belongs to.</param>
    /// <param name="decoding">A decoding that no other thread uses. It has the differences afterwards.</param>
    /// <param name="response">The response, for the exception; null for an event, whose stream may be gone by now.</param>
    /// <param name="mask">Tells what hides the client's credential in exceptions; null when the caller sees to that.</param>
    /// <exception cref="ApiContractException">The document is not JSON, or decoding is strict and it differs.</exception>
    public static T Decode<T>(
        ReadOnlyMemory<byte> utf8, JsonDecoder<T> decoder, Operation operation, JsonDecoding decoding, HttpResponseMessage? response, Func<SecretMask?>? mask =
            null)
    {
        try
        {
            return decoding.DecodeMemory(utf8, decoder);
        }
        catch (JsonDriftException e)
        {
            throw Differs(e, operation, response, mask?.Invoke());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // The reader throws the latter two for strings that are not UTF-8 and for numbers no type can hold.
            throw Malformed(e, utf8.Span, operation, response, mask?.Invoke());
        }
    }

    private static ApiContractException Differs(
        JsonDriftException exception, Operation operation, HttpResponseMessage? response, SecretMask? mask)
    {
        JsonDrift first = exception.Drifts[0];
        string more = exception.Count == 1 ? "" : $", and in {exception.Count - 1} more places";
        return new ApiContractException(
            operation.Id,
            ContractViolation.Drift,
            $"{operation.Id}: the response differs from the spec at {first}{more}. Near: {exception.Snippet}",
            exception)
        {
            Status = response?.StatusCode ?? HttpStatusCode.OK,
            ContentType = response is null ? ContentTypes.EventStream : ContentTypes.Of(response),
            Pointer = first.Pointer,
            Snippet = exception.Snippet,
            Mask = mask,
        };
    }

    private static ApiContractException Malformed(
        Exception exception, ReadOnlySpan<byte> utf8, Operation operation, HttpResponseMessage? response, SecretMask? mask)
    {
        long? offset = exception is JsonException json ? OffsetOf(json, utf8) : null;
        string snippet = JsonPlaces.Snippet(utf8, offset ?? 0);
        string problem = offset is null ? "cannot be decoded" : $"is not valid JSON at byte {offset} of {utf8.Length}";
        return new ApiContractException(
            operation.Id, ContractViolation.MalformedJson, $"{operation.Id}: the response {problem}. Near: {snippet}", exception)
        {
            Status = response?.StatusCode ?? HttpStatusCode.OK,
            ContentType = response is null ? ContentTypes.EventStream : ContentTypes.Of(response),
            ByteOffset = offset,
            Snippet = snippet,
            Mask = mask,
        };
    }

    // The reader tells line and column only.
    private static long? OffsetOf(JsonException exception, ReadOnlySpan<byte> utf8)
    {
        if (exception.LineNumber is not { } line || exception.BytePositionInLine is not { } column) return null;
        int start = 0;
        for (; line > 0; line--)
        {
            int length = utf8[start..].IndexOf((byte)'\n');
            if (length < 0) return null;
            start += length + 1;
        }

        return Math.Min(start + column, utf8.Length);
    }
}
