using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OpenCode.Contract.Tests.Faults;

/// <summary>A server that sends the same bytes, each given as one Latin-1 character, after every request, and keeps what it received.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _disposing = new();
    private readonly List<Task> _serving = [];
    private readonly List<byte> _received = [];
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _response;
    private readonly Task _accepting;
    private int _connections;
    private int _open;

    public RawServer(string response)
    {
        _response = Encoding.Latin1.GetBytes(response);
        _listener.Start();
        BaseUri = new Uri($"http://{_listener.LocalEndpoint}/");
        _accepting = AcceptAsync();
    }

    public Uri BaseUri { get; }

    /// <summary>Whether it closes a connection after its response.</summary>
    public bool ClosesAfterResponse { get; init; }

    public int Connections => Volatile.Read(ref _connections);

    public int OpenConnections => Volatile.Read(ref _open);

    public string Received
    {
        get
        {
            lock (_gate) return Encoding.Latin1.GetString([.. _received]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _disposing.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_serving);
        _disposing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _serving.Add(ServeAsync(await _listener.AcceptSocketAsync(_disposing.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        Interlocked.Increment(ref _connections);
        Interlocked.Increment(ref _open);
        byte[] buffer = new byte[4096];
        int line = 0;
        try
        {
            using (socket)
            {
                while (await socket.ReceiveAsync(buffer, _disposing.Token) is > 0 and int read)
                {
                    lock (_gate) _received.AddRange(buffer.AsSpan(0, read));
                    for (int i = 0; i < read; i++)
                    {
                        line = buffer[i] == '\n' ? line + 1 : buffer[i] == '\r' ? line : 0;
                        if (line != 2) continue;
                        await socket.SendAsync(_response, _disposing.Token);
                        if (ClosesAfterResponse) return;
                    }
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // The connection is over.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }
}
