namespace OpenCode.Core;

/// <summary>Hands the body over as it arrives.</summary>
internal sealed class StreamAnswer : AnswerReader<Stream>
{
    public static StreamAnswer Instance { get; } = new();

    public override bool KeepsExchange => true;

    public override async ValueTask<Stream> ReadAsync(Exchange exchange) => await exchange.OpenBodyAsync().ConfigureAwait(false);
}
