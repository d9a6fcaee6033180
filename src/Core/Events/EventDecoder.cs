using System.Text.Json;

namespace OpenCode.Core;

/// <summary>Decodes the events of one subscription. Not safe for use by two threads at a time.</summary>
/// <typeparam name="T">One event.</typeparam>
internal sealed class EventDecoder<T>(DocumentDecoder documents, Operation<T> operation, bool isStrict, Func<JsonElement, T>? createUnknown)
{
    // The events of one subscription repeat the same ids, so one decoding sees them all and knows the texts again.
    private readonly JsonDecoding _decoding = JsonDecoding.OfManyDocuments(isStrict);

    /// <summary>Decodes the data of one event.</summary>
    /// <param name="data">The whole data, without the framing.</param>
    /// <exception cref="OpenCodeContractException">
    /// Decoding is strict, and the data is not JSON or differs from the spec; or nothing can stand for data that is not JSON.
    /// </exception>
    public T Decode(ReadOnlyMemory<byte> data)
    {
        T value;
        try
        {
            value = documents.Decode(data, operation.ResultDecoder!, operation, _decoding, response: null);
        }
        catch (OpenCodeContractException e) when (!isStrict && createUnknown is not null && e.Violation == ContractViolation.MalformedJson)
        {
            documents.ReportMalformed(operation);
            return createUnknown(JsonTextElement.Of(data.Span));
        }

        documents.Report(operation, _decoding.Drifts);
        return value;
    }
}
