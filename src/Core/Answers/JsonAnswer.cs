using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace OpenCode.Core;

/// <summary>Decodes one JSON value; the default value when the spec documents the status without a body.</summary>
internal sealed class JsonAnswer<T> : AnswerReader<T>
{
    public static JsonAnswer<T> Instance { get; } = new();

    // Short bodies come with their headers, and then nothing has to be awaited.
    public override ValueTask<T> ReadAsync(Exchange exchange)
    {
        ValueTask read = exchange.ReadBodyAsync();
        return read.IsCompletedSuccessfully ? new ValueTask<T>(Decode(exchange)) : ReadAsync(exchange, read);
    }

    /// <inheritdoc/>
    public override bool TryAcceptGone(Exchange exchange, [MaybeNullWhen(false)] out T result)
    {
        // The operations that delete answer true, an empty body, or what they deleted, which nobody can know any more.
        result = typeof(T) == typeof(bool) ? (T)(object)true : default;
        return typeof(T) == typeof(bool);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<T> ReadAsync(Exchange exchange, ValueTask read)
    {
        await read.ConfigureAwait(false);
        return Decode(exchange);
    }

    private static T Decode(Exchange exchange)
    {
        var operation = (Operation<T>)exchange.Request.Operation;
        ReadOnlySpan<byte> body = exchange.Body.Span;
        ResponseContract.RefuseCompressed(operation, exchange.Response);
        ResponseContract.RefuseWebPage(operation, exchange.Response, body);
        if (body.IsEmpty)
            return ResponseContract.AllowsEmptyBody(operation, exchange.Response) ? default! : throw ResponseContract.EmptyBody(operation, exchange.Response);
        ResponseContract.RequireJson(operation, exchange.Response, body);
        DocumentDecoder documents = exchange.Request.Sender.Documents;
        JsonDecoding decoding = documents.CreateDecoding(exchange.Request.Configuration?.StrictDecoding);
        T value = documents.Decode(exchange.Body, RequestSender.DecoderOf(operation), operation, decoding, exchange.Response);
        exchange.Request.ReportDrifts(decoding.Drifts, errorStatus: null);
        return value;
    }
}
