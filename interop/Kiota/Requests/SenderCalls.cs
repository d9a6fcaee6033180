using System.Text.Json;
using OpenCode.Core.Builders;
using OpenCode.Core.Operations;

namespace OpenCode.Kiota.Requests;

/// <summary>What a sender is asked for.</summary>
internal static class SenderCalls
{
    private static readonly JsonElement _true = JsonDocument.Parse("true").RootElement;
    private static readonly JsonElement _false = JsonDocument.Parse("false").RootElement;

    public static async Task<JsonElement?> ReadJsonAsync(IRequestSender sender, SenderCall call, CancellationToken cancellationToken)
    {
        switch (call.Operation)
        {
            case { Kind: OperationKind.EventStream }:
                throw new NotSupportedException($"{call.Operation.Id} is an event stream, which has no end: use SubscribeAsync.");
            case { Kind: OperationKind.NoContent }:
                await SendNoContentAsync(sender, call, cancellationToken).ConfigureAwait(false);
                return null;
            case Operation<bool> flag:
                // A DELETE that was sent again and finds nothing has succeeded, which only this operation tells.
                return await sender.SendAsync(flag, call.Url, call.Configuration, call.Content, cancellationToken).ConfigureAwait(false) ? _true : _false;
            default:
                Operation<JsonElement?> operation = KiotaOperations.Json(call.Operation);
                return await sender.SendAsync(operation, call.Url, call.Configuration, call.Content, cancellationToken).ConfigureAwait(false);
        }
    }

    public static async Task<bool> SendNoContentAsync(IRequestSender sender, SenderCall call, CancellationToken cancellationToken)
    {
        await sender.SendNoContentAsync(call.Operation, call.Url, call.Configuration, call.Content, cancellationToken).ConfigureAwait(false);
        return true;
    }

    public static Task<string> ReadTextAsync(IRequestSender sender, SenderCall call, CancellationToken cancellationToken)
        => sender.SendTextAsync(call.Operation, call.Url, call.Configuration, call.Content, cancellationToken);

    public static Task<Stream> OpenAsync(IRequestSender sender, SenderCall call, CancellationToken cancellationToken)
        => sender.SendBinaryAsync(call.Operation, call.Url, call.Configuration, call.Content, cancellationToken);
}
