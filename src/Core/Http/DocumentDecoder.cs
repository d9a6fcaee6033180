using System.Net;
using System.Text.Json;

namespace OpenCode.Core;

/// <summary>Decodes the documents of answers, reports where they differ from the spec, and says where they are not JSON.</summary>
/// <param name="settings">The client's settings.</param>
/// <param name="observer">Hears of differences.</param>
/// <param name="mask">Hides the client's credential in what is said about documents; null when there is none.</param>
internal sealed class DocumentDecoder(ClientSettings settings, ClientObserver observer, Func<SecretMask?> mask)
{
    private readonly DriftReporter _drifts = new(settings.OnDrift, observer, mask);

    /// <summary>Makes a decoding for one document.</summary>
    /// <param name="strict">Whether this request is strict; null for the client's setting.</param>
    public JsonDecoding CreateDecoding(bool? strict) => new(strict ?? settings.StrictDecoding);

    /// <summary>Decodes a document. Nobody of the caller's runs meanwhile, so whatever is thrown is about the document.</summary>
    /// <param name="utf8">The document, without a byte order mark.</param>
    /// <param name="decoder">The decoder of its root.</param>
    /// <param name="operation">The operation it belongs to.</param>
    /// <param name="decoding">A decoding that no other thread uses. It has the differences afterwards, for <see cref="Report"/>.</param>
    /// <param name="response">The answer, for the exception; null for an event, whose stream may be gone by now.</param>
    public T Decode<T>(ReadOnlyMemory<byte> utf8, JsonDecoder<T> decoder, Operation operation, JsonDecoding decoding, HttpResponseMessage? response)
    {
        try
        {
            return decoding.DecodeMemory(utf8, decoder);
        }
        catch (JsonDriftException e)
        {
            throw Differs(e, operation, response, mask());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // The reader throws the latter two for texts that are not UTF-8 and for numbers no type can hold.
            throw Malformed(e, utf8.Span, operation, response, mask());
        }
    }

    /// <summary>Reports differences. What the caller's receiver of them throws passes as it is.</summary>
    /// <param name="operation">The operation whose answer differs.</param>
    /// <param name="drifts">The differences.</param>
    /// <param name="errorStatus">The status of an error whose body it is; null for a success or an event.</param>
    public void Report(Operation operation, IReadOnlyList<JsonDrift> drifts, HttpStatusCode? errorStatus = null)
    {
        if (drifts.Count > 0)
            _drifts.Report(operation, drifts, errorStatus);
    }

    /// <summary>Reports an event that is not JSON and was delivered nevertheless.</summary>
    public void ReportMalformed(Operation operation) => Report(operation, [JsonDrift.OfMalformed()]);

    private static OpenCodeContractException Differs(
        JsonDriftException exception, Operation operation, HttpResponseMessage? response, SecretMask? mask)
    {
        JsonDrift first = exception.Drifts[0];
        string more = exception.Count == 1 ? "" : $", and in {exception.Count - 1} more places";
        return new OpenCodeContractException(
            operation.Id,
            ContractViolation.Drift,
            $"{operation.Id}: the answer differs from the spec at {first}{more}. Near: {exception.Snippet}",
            exception)
        {
            Status = response?.StatusCode ?? HttpStatusCode.OK,
            ContentType = response is null ? ContentTypes.EventStream : ContentTypes.Of(response),
            Pointer = first.Pointer,
            Snippet = exception.Snippet,
            Mask = mask,
        };
    }

    private static OpenCodeContractException Malformed(
        Exception exception, ReadOnlySpan<byte> utf8, Operation operation, HttpResponseMessage? response, SecretMask? mask)
    {
        long? offset = exception is JsonException json ? OffsetOf(json, utf8) : null;
        string snippet = JsonPlaces.Snippet(utf8, offset ?? 0);
        string problem = offset is null ? "cannot be decoded" : $"is not valid JSON at byte {offset} of {utf8.Length}";
        return new OpenCodeContractException(
            operation.Id, ContractViolation.MalformedJson, $"{operation.Id}: the answer {problem}. Near: {snippet}", exception)
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
        if (exception.LineNumber is not { } line || exception.BytePositionInLine is not { } column)
            return null;
        int start = 0;
        for (; line > 0; line--)
        {
            int length = utf8[start..].IndexOf((byte)'\n');
            if (length < 0)
                return null;
            start += length + 1;
        }

        return Math.Min(start + column, utf8.Length);
    }
}
