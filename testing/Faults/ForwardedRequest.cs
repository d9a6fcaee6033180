using System.Net.Sockets;

namespace OpenCode.Testing.Faults;

/// <summary>Reads what a client sends until it goes, and passes it on as far as the fault allows.</summary>
internal sealed class ForwardedRequest(Socket client, ConnectionFault fault, ProxyTraffic traffic)
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private long _left = fault.RequestLimit ?? long.MaxValue;

    /// <summary>Reads up to the end of the first request's headers, or as far as the client sends.</summary>
    public async Task ReadHeadersAsync(CancellationToken cancellationToken)
    {
        int matched = 0;
        while (true)
        {
            int read = await client.ReceiveAsync(_buffer, cancellationToken);
            if (read == 0) return;
            foreach (byte b in _buffer.AsSpan(0, read))
            {
                matched = b == "\r\n\r\n"u8[matched] ? matched + 1 : b == (byte)'\r' ? 1 : 0;
                if (matched == 4) return;
            }
        }
    }

    /// <summary>Reads until the client goes. What a server that is gone, or none, would get is swallowed.</summary>
    /// <returns>True when the client closed in order; false when it reset the connection, or on cancellation.</returns>
    public async Task<bool> PassAsync(Socket? upstream, CancellationToken cancellationToken)
    {
        try
        {
            while (await client.ReceiveAsync(_buffer, cancellationToken) is > 0 and int read)
            {
                if (!await ForwardedAsync(upstream, read, cancellationToken)) upstream = null;
            }

            return true;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<bool> ForwardedAsync(Socket? upstream, int read, CancellationToken cancellationToken)
    {
        Memory<byte> rest = _buffer.AsMemory(0, (int)Math.Min(read, _left));
        if (upstream is null) return false;
        try
        {
            while (!rest.IsEmpty)
            {
                int sent = await upstream.SendAsync(rest, cancellationToken);
                traffic.CountToServer(sent);
                _left -= sent;
                rest = rest[sent..];
            }

            return true;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The server went first; its side of the connection says so.
            return false;
        }
    }
}
