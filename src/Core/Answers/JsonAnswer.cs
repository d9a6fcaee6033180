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
        return exchange.Request.Sender.Documents.Decode(
            exchange.Body, RequestSender.DecoderOf(operation), operation, exchange.Request.Configuration?.StrictDecoding, exchange.Response);
    }
}
