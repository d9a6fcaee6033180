namespace OpenCode.Core;

/// <summary>Hands an event stream over once its headers are there.</summary>
internal sealed class EventStreamAnswer : AnswerReader<ResponseStream>
{
    public static EventStreamAnswer Instance { get; } = new();

    public override bool KeepsExchange => true;

    public override async ValueTask<ResponseStream> ReadAsync(Exchange exchange)
    {
        ResponseStream body = await exchange.OpenBodyAsync().ConfigureAwait(false);
        Operation operation = exchange.Request.Operation;
        ResponseContract.RefuseCompressed(operation, exchange.Response);
        ResponseContract.RefuseWebPage(operation, exchange.Response, []);
        ResponseContract.RequireEventStream(operation, exchange.Response);
        return body;
    }
}
