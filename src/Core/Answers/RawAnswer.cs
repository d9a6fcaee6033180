using System.Diagnostics.CodeAnalysis;

namespace OpenCode.Core;

/// <summary>Keeps an answer whatever its status. Belongs to one request.</summary>
internal sealed class RawAnswer : AnswerReader<OpenCodeRawResponse>
{
    private OpenCodeRawResponse? _refusal;

    public override async ValueTask<OpenCodeRawResponse> ReadAsync(Exchange exchange)
    {
        await exchange.ReadBodyAsync().ConfigureAwait(false);
        return new OpenCodeRawResponse(exchange.Describe(), null);
    }

    public override void Refused(Exchange exchange, OpenCodeApiException error) => _refusal = new OpenCodeRawResponse(exchange.Describe(), error);

    public override bool TryRecover(Exception exception, [MaybeNullWhen(false)] out OpenCodeRawResponse result)
    {
        // An error status of an earlier attempt is not the answer when a later one had none.
        result = exception is OpenCodeApiException ? _refusal : null;
        return result is not null;
    }
}
