namespace OpenCode.Core;

/// <summary>Reads a body to its end and ignores it; the result has no meaning.</summary>
internal sealed class EmptyAnswer : AnswerReader<bool>
{
    public static EmptyAnswer Instance { get; } = new();

    public override async ValueTask<bool> ReadAsync(Exchange exchange)
    {
        await exchange.ReadBodyAsync().ConfigureAwait(false);
        ResponseContract.RefuseWebPage(exchange.Request.Operation, exchange.Response, exchange.Body.Span);
        return true;
    }

    /// <inheritdoc/>
    public override bool TryAcceptGone(Exchange exchange, out bool result) => result = true;
}
