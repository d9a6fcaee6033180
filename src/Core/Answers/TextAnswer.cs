namespace OpenCode.Core;

/// <summary>Decodes text.</summary>
internal sealed class TextAnswer : AnswerReader<string>
{
    public static TextAnswer Instance { get; } = new();

    public override async ValueTask<string> ReadAsync(Exchange exchange)
    {
        await exchange.ReadBodyAsync().ConfigureAwait(false);
        Operation operation = exchange.Request.Operation;
        ResponseContract.RefuseCompressed(operation, exchange.Response);
        ResponseContract.RefuseWebPage(operation, exchange.Response, exchange.Body.Span);
        return ResponseText.Decode(operation, exchange.Response, exchange.Body.Span);
    }
}
