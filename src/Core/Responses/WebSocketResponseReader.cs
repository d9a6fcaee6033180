using System.Net.WebSockets;
using OpenCode.Core.Json;
using OpenCode.Core.Requests;

namespace OpenCode.Core.Responses;

/// <summary>Makes a WebSocket of the connection that a handshake has opened.</summary>
internal sealed class WebSocketResponseReader(WebSocketHandshake handshake) : ResponseReader<WebSocket>
{
    // A connection that hangs is noticed within these two together. Both are of the framework's timers, as the socket has no clock of the client's.
    private static readonly TimeSpan _pingInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan _pongLimit = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public override bool IsStreamed => true;

    /// <inheritdoc/>
    public override WebSocket Read(ReceivedResponse response, out IReadOnlyList<JsonDrift> drifts)
    {
        drifts = [];
        ResponseContract.RefuseWebPage(response.Operation, response.Message, []);

        // A handler of the caller's may hand on a body that can only be read.
        if (!handshake.IsAcceptedBy(response.Message) || !response.Stream!.CanWrite) throw ResponseContract.NotAWebSocket(response.Operation, response.Message);
        return WebSocket.CreateFromStream(response.Stream, new WebSocketCreationOptions { KeepAliveInterval = _pingInterval, KeepAliveTimeout = _pongLimit });
    }
}
