using System.Globalization;
using System.Net.WebSockets;
using System.Text;

namespace OpenCode.Server.Terminals;

/// <summary>
/// Connects a WebSocket with a terminal. First it is sent what is kept from the asked position on, in texts; then a mark, which says where the terminal is;
/// from then on what is new. What it sends is typed.
/// </summary>
/// <param name="socket">The socket.</param>
/// <param name="terminal">The terminal.</param>
internal sealed class TerminalSocket(WebSocket socket, ServedTerminal terminal)
{
    private const int LongestText = 64 * 1024;

    private static readonly TimeSpan _goodbye = TimeSpan.FromSeconds(2);

    /// <summary>Serves the socket until it or the terminal ends.</summary>
    /// <param name="cursor">The position; null for the beginning, -1 for the end.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task ServeAsync(long? cursor, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task typing = TypeAsync(stop.Token);
        try
        {
            await SendAsync(cursor, typing, stop.Token);
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, stop.Token);
            await typing.WaitAsync(_goodbye, stop.Token);
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException or TimeoutException)
        {
            // The caller is gone; the terminal stays for another one.
        }
        finally
        {
            await stop.CancelAsync();
            await typing.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private async Task SendAsync(long? cursor, Task typing, CancellationToken cancellationToken)
    {
        long end = terminal.Output.End;
        long position = cursor is { } asked and >= 0 ? Math.Min(asked, end) : cursor is null ? 0 : end;
        while (position < end)
        {
            TerminalPiece piece = terminal.Output.Read(position, (int)Math.Min(LongestText, Math.Max(2, end - position)));
            await SendTextAsync(piece.Text, cancellationToken);
            position = piece.End;
        }

        await SendMarkAsync(position, cancellationToken);
        while (!typing.IsCompleted)
        {
            TerminalPiece piece = terminal.Output.Read(position, LongestText);

            // The caller is so slow that what it should have read next is not kept any more.
            if (piece.Position > position) await SendMarkAsync(piece.Position, cancellationToken);
            position = piece.End;
            if (piece.Text.Length > 0) await SendTextAsync(piece.Text, cancellationToken);
            else if (piece.IsComplete) return;
            else await Task.WhenAny(piece.Changed, typing);
        }
    }

    private ValueTask SendTextAsync(string text, CancellationToken cancellationToken)
        => socket.SendAsync(Encoding.UTF8.GetBytes(text).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    private ValueTask SendMarkAsync(long position, CancellationToken cancellationToken)
    {
        string mark = string.Create(CultureInfo.InvariantCulture, $"\0{{\"cursor\":{position}}}");
        return socket.SendAsync(Encoding.UTF8.GetBytes(mark).AsMemory(), WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
    }

    private async Task TypeAsync(CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[4096];
        while (true)
        {
            ValueWebSocketReceiveResult received = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close) return;
            if (received.Count > 0) await terminal.TypeAsync(buffer[..received.Count], cancellationToken);
        }
    }
}
