using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace OpenCode.Testing.Hostile;

/// <summary>One connection of a <see cref="HostileServer"/>, as bytes. Used by one thread at a time.</summary>
public sealed class HostileConnection
{
    private readonly HostileServer _server;
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly List<byte> _unread = [];

    internal HostileConnection(HostileServer server, Socket socket, int number, CancellationToken cancellationToken)
    {
        (_server, _socket, Number, CancellationToken) = (server, socket, number, cancellationToken);
        _socket.NoDelay = true;
    }

    /// <summary>How many connections the server had accepted before this one.</summary>
    public int Number { get; }

    /// <summary>The server's own address.</summary>
    public Uri ServerUri => _server.BaseUri;

    /// <summary>Cancelled when the server is disposed.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Reads the next request of the connection to its end.</summary>
    /// <returns>The request; null when the client has closed the connection.</returns>
    public async Task<HostileRequest?> ReadRequestAsync()
    {
        int end;
        while ((end = EndOfHead()) < 0)
        {
            if (!await ReceiveAsync()) return null;
        }

        string head = Take(end);
        string[] line = head.Split("\r\n")[0].Split(' ');
        var request = new HostileRequest(0, line[0], line.Length > 1 ? line[1] : "", head, "");
        int length = int.TryParse(request.Header("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out int l) ? l : 0;
        while (_unread.Count < length)
        {
            if (!await ReceiveAsync()) return null;
        }

        return _server.Note(request with { Body = Take(length) });
    }

    /// <summary>Waits until something of a request is there, and reads it; at once when the client has closed the connection.</summary>
    public Task WaitForBytesAsync() => ReceiveAsync();

    /// <summary>Sends bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty) bytes = bytes[await _socket.SendAsync(bytes, CancellationToken)..];
    }

    /// <summary>Sends bytes that are given as characters.</summary>
    /// <param name="latin1">Each character is one byte.</param>
    public Task SendAsync(string latin1) => SendAsync(Encoding.Latin1.GetBytes(latin1));

    /// <summary>Sends the same bytes again and again until the client leaves.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="pause">The time between two pieces; zero for none.</param>
    public async Task SendForeverAsync(ReadOnlyMemory<byte> bytes, TimeSpan pause = default)
    {
        while (true)
        {
            await SendAsync(bytes);
            if (pause > TimeSpan.Zero) await DelayAsync(pause);
        }
    }

    /// <summary>Waits.</summary>
    /// <param name="time">How long.</param>
    public Task DelayAsync(TimeSpan time) => Task.Delay(time, CancellationToken);

    /// <summary>Reads and ignores what the client sends, and answers nothing, until the client closes the connection.</summary>
    public async Task WaitForCloseAsync()
    {
        while (await _socket.ReceiveAsync(_buffer, CancellationToken) > 0)
        {
            // Nobody is interested.
        }
    }

    /// <summary>Tells the client that nothing more will be sent; what it sends is still received.</summary>
    public void HalfClose() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Resets the connection: the client learns that it broke, not that it ended.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Close();
    }

    internal async Task CloseAsync()
    {
        // Closing with unread bytes resets the connection, which could take what was sent away from the client.
        HalfClose();
        await WaitForCloseAsync();
    }

    private async Task<bool> ReceiveAsync()
    {
        int read = await _socket.ReceiveAsync(_buffer, CancellationToken);
        _unread.AddRange(_buffer.AsSpan(0, read));
        return read > 0;
    }

    private int EndOfHead()
    {
        int at = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_unread).IndexOf("\r\n\r\n"u8);
        return at < 0 ? -1 : at + 4;
    }

    private string Take(int count)
    {
        string text = Encoding.Latin1.GetString(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_unread)[..count]);
        _unread.RemoveRange(0, count);
        return text;
    }
}
