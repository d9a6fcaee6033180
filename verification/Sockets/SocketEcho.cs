using System.Net.WebSockets;
using System.Text;
using OpenCode.Verification.Reports;
using OpenCode.Verification.Wording;

namespace OpenCode.Verification.Sockets;

/// <summary>Finds out whether a shell answers at the other end of a terminal's WebSocket.</summary>
/// <param name="socket">The socket, open.</param>
/// <param name="time">Measures how long it takes.</param>
internal sealed class SocketEcho(WebSocket socket, TimeProvider time)
{
    private const int MostShown = 200;

    private readonly StringBuilder _received = new();

    /// <summary>Has the shell say something that nobody said before.</summary>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Null when the shell said it, otherwise what came instead.</returns>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public async Task<string?> TryAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        // A terminal shows what is typed into it. In two quoted parts it is not yet what the shell makes of it.
        string first = Guid.NewGuid().ToString("n")[..12], second = Guid.NewGuid().ToString("n")[..12], expected = first + second;
        using var timeout = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes($"echo \"{first}\"\"{second}\"\r"), WebSocketMessageType.Text, endOfMessage: true, either.Token);
            return await ReceiveAsync(expected, either.Token)
                ? null
                : $"The terminal closed its WebSocket before its shell said '{expected}'; {Received()}";
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return $"The terminal's shell did not say '{expected}' within {limit.TotalSeconds:0} s; {Received()}";
        }
    }

    private async Task<bool> ReceiveAsync(string expected, CancellationToken cancellationToken)
    {
        // Messages and characters may be split anywhere.
        Decoder utf8 = Encoding.UTF8.GetDecoder();
        byte[] bytes = new byte[4096];
        char[] characters = new char[bytes.Length + 1];
        while (true)
        {
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(bytes.AsMemory(), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close) return false;
            int known = Math.Max(0, _received.Length - expected.Length);
            _received.Append(characters, 0, utf8.GetChars(bytes.AsSpan(0, part.Count), characters, flush: false));
            if (_received.ToString(known, _received.Length - known).Contains(expected, StringComparison.Ordinal)) return true;
        }
    }

    private string Received() => _received.Length == 0 ? "nothing came" : $"what came is: {PlainText.Line(_received.ToString(), MostShown)}";
}
