using System.Text.Json;
using OpenCode.Core.Errors;
using OpenCode.Core.Json;
using OpenCode.Core.Operations;
using OpenCode.Core.Responses;

namespace OpenCode.Core.EventSources;

/// <summary>Decodes the events of one subscription. Not safe for use by two threads at a time.</summary>
/// <typeparam name="T">One event.</typeparam>
/// <param name="context">What the stream is.</param>
/// <param name="createUnknown">Makes an event of data that is not JSON, handed over as one JSON string; null to refuse it.</param>
internal sealed class EventDecoder<T>(EventStreamContext<T> context, Func<JsonElement, T>? createUnknown)
{
    private readonly Operation<T> _operation = context.Operation;

    // The events of one subscription repeat the same ids, so one decoding sees them all and knows the strings again.
    private readonly JsonDecoding _decoding = JsonDecoding.OfManyDocuments(context.IsStrict);

    /// <summary>Decodes the data of one event.</summary>
    /// <param name="data">The whole data, without the framing.</param>
    /// <exception cref="ApiContractException">
    /// Decoding is strict, and the data is not JSON or differs from the document; or nothing can stand for data that is not JSON.
    /// </exception>
    public T Decode(ReadOnlyMemory<byte> data)
    {
        T value;
        try
        {
            value = DocumentDecoder.Decode(data, _operation.ResultDecoder!, _operation, _decoding, response: null, context.CreateMask);
        }
        catch (ApiContractException e) when (!context.IsStrict && createUnknown is not null && e.Violation == ContractViolation.MalformedJson)
        {
            context.Drifts.Report(_operation, [JsonDrift.OfMalformed()]);
            return createUnknown(JsonTextElement.Of(data.Span));
        }

        if (_decoding.Drifts.Count > 0) context.Drifts.Report(_operation, _decoding.Drifts);
        return value;
    }
}
