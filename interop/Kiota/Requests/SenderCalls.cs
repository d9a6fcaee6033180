using System.Text.Json;
using OpenCode.Core.Builders;
using OpenCode.Core.Operations;

namespace OpenCode.Kiota.Requests;

/// <summary>What a sender is asked for.</summary>
internal static class SenderCalls
{
    public static async Task<JsonElement?> ReadJsonAsync(IRequestSender sender, SenderCall call, CancellationToken cancellationToken)
    {
        if (call.Operation.Kind == OperationKind.NoContent)
        {
            await SendNoContentAsync(sender, call, cancellationToken).ConfigureAwait(false);
            return null;
        }

        Operation<JsonElement?> operation = KiotaOperations.Json(call.Operation);
        return await sender.SendAsync(operation, call.Url, call.Configuration, call.Content, cancellationToken).ConfigureAwait(false);
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
