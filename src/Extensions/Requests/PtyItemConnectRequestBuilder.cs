using System.Net.WebSockets;
using OpenCode.Core.Errors;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;

namespace OpenCode.Requests;

/// <content>Opening the WebSocket.</content>
public sealed partial class PtyItemConnectRequestBuilder
{
    /// <summary>Opens the WebSocket of a terminal: the bare one, as <see cref="Terminals.Terminal"/> uses it.</summary>
    /// <remarks>
    /// <para>Texts from the server are output, texts to it are input. First comes what the server has kept of the output, from the asked position on, then a
    /// binary message: a zero and <c>{"cursor":N}</c>, where N is the position of what comes next.</para>
    /// <para>Operation <c>pty.connect</c>: <c>GET /pty/{ptyID}/connect</c>. For a terminal that does not exist, some releases never respond.</para>
    /// </remarks>
    /// <param name="configure">Sets query parameters, headers and time limits of the handshake.</param>
    /// <param name="cancellationToken">Ends the handshake, and later the socket.</param>
    /// <returns>The open socket; the caller disposes it.</returns>
    /// <exception cref="ApiStatusException">The server responded with an error status.</exception>
    /// <exception cref="ApiException">The handshake failed otherwise: no connection, a time limit, or a response that opens no WebSocket.</exception>
    /// <exception cref="NotSupportedException">The client is over a sender of the caller's own that opens no WebSockets.</exception>
    public Task<WebSocket> ConnectAsync(Action<RequestConfiguration<PtyConnectQuery>>? configure = null, CancellationToken cancellationToken = default)
    {
        RequestConfiguration<PtyConnectQuery>? configuration = Configured(configure);
        PtyConnectQuery? query = configuration?.Query;
        var url = new RequestUrl(RequestPath);
        url.Add("cursor", query?.Cursor);
        url.Add("directory", query?.Directory ?? Sender.GetDefault("directory"));
        url.Add("ticket", query?.Ticket);
        url.Add("workspace", query?.Workspace ?? Sender.GetDefault("workspace"));
        return Sender.ConnectWebSocketAsync(OperationCatalog.PtyConnect, url.ToString(), configuration, cancellationToken);
    }
}
