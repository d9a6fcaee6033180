using System.Net.WebSockets;
using OpenCode.Core.Errors;
using OpenCode.Models;
using OpenCode.Verification.Servers;

namespace OpenCode.Verification.Sockets;

/// <summary>Opens the WebSockets of terminals, which no pact can express.</summary>
internal static class SocketCheck
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(10);

    /// <summary>What happened to the socket of an operation: null when it opened, and the shell behind it said what it was told to.</summary>
    public static async Task<string?> TryAsync(VerifiedServer server, string operation, CancellationToken cancellationToken)
    {
        try
        {
            OpenCodeClient client = server.Client;
            bool second = operation.StartsWith("v2.", StringComparison.Ordinal);
            string path = second
                ? $"api/pty/{(await client.Api.Pty.PostAsync(new(), cancellationToken: cancellationToken)).Data.Id}/connect"
                : $"pty/{(await client.Pty.PostAsync(new(), cancellationToken: cancellationToken)).Id}/connect";
            using var socket = new ClientWebSocket();
            foreach ((string name, string value) in server.Headers) socket.Options.SetRequestHeader(name, value);
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(_limit);
            await socket.ConnectAsync(Address(server.BaseUri, path), limit.Token);
            return await new SocketEcho(socket, TimeProvider.System).TryAsync(_limit, cancellationToken);
        }
        catch (Exception exception) when (exception is ApiException or WebSocketException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return exception.Message;
        }
    }

    private static Uri Address(Uri server, string path)
        => new UriBuilder(server) { Scheme = server.Scheme == Uri.UriSchemeHttps ? "wss" : "ws", Path = $"{server.AbsolutePath.TrimEnd('/')}/{path}" }.Uri;
}
