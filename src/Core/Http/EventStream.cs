using System.Text;
using System.Text.Json;

namespace OpenCode.Core;

/// <summary>One open event stream.</summary>
/// <typeparam name="T">One event.</typeparam>
internal sealed class EventStream<T>(
    ResponseStream body, HttpResponseMessage response, DocumentDecoder documents, Operation<T> operation, bool isStrict) : IDisposable
{
    // The events of one connection repeat the same ids, so one decoding sees them all and knows the texts again.
    private readonly JsonDecoding _decoding = JsonDecoding.OfManyDocuments(isStrict);

    /// <summary>The bytes as they come; reads throw the client's own exceptions.</summary>
    public Stream Body => body;

    /// <summary>Decodes the data of one event.</summary>
    /// <param name="data">The whole data, without the framing.</param>
    /// <param name="createUnknown">Makes an event of data that is not JSON, handed over as one JSON string.</param>
    /// <exception cref="OpenCodeContractException">Decoding is strict, and the data is not JSON or differs from the spec.</exception>
    public T Decode(ReadOnlySpan<byte> data, Func<JsonElement, T>? createUnknown)
    {
        try
        {
            return documents.Decode(data, operation.ResultDecoder!, operation, _decoding, response);
        }
        catch (OpenCodeContractException e) when (!isStrict && createUnknown is not null && e.Violation == ContractViolation.MalformedJson)
        {
            documents.ReportMalformed(operation);
            return createUnknown(TextElement(data));
        }
    }

    public void Dispose() => body.Dispose();

    private static JsonElement TextElement(ReadOnlySpan<byte> data)
    {
        // Through a string, which replaces bytes that are not UTF-8: the writer would refuse them.
        using var buffer = new PooledByteBuffer(data.Length + 16);
        using (var writer = new Utf8JsonWriter(buffer))
            writer.WriteStringValue(Encoding.UTF8.GetString(data));
        return JsonElement.Parse(buffer.Written);
    }
}
