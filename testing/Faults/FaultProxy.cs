using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace OpenCode.Testing.Faults;

/// <summary>
/// Stands on a free port of 127.0.0.1 in front of a server and breaks connections as told, at any byte. It passes raw TCP on, and knows
/// nothing of HTTP except for answers of its own.
/// </summary>
/// <example><code>
/// await using FaultProxy proxy = await FaultProxy.StartAsync(server.BaseUri, n => n == 0 ? ConnectionFault.ResetAfter(200) : ConnectionFault.None);
/// </code></example>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly ConcurrentDictionary<ProxiedConnection, Task> _open = new();
    private readonly CancellationTokenSource _disposing = new();
    private readonly ProxyTraffic _traffic = new();
    private readonly Lock _gate = new();
    private readonly Uri _upstream;
    private readonly TimeProvider _time;
    private readonly IPEndPoint _address;
    private volatile Func<int, ConnectionFault> _faultFor;
    private Socket _socket;
    private Task _accepting;
    private bool _listening;
    private int _connections;
    private int _disposed;

    private FaultProxy(Uri upstream, Func<int, ConnectionFault> faultFor, TimeProvider time)
    {
        (_upstream, _faultFor, _time) = (upstream, faultFor, time);
        _socket = Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _address = (IPEndPoint)_socket.LocalEndPoint!;
        BaseUri = new UriBuilder(upstream) { Host = "127.0.0.1", Port = _address.Port }.Uri;
        _accepting = Listen();
    }

    /// <summary>The server's address, through the proxy.</summary>
    public Uri BaseUri { get; }

    /// <summary>How many connections were accepted so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>How many connections are open now, stalled ones included.</summary>
    public int OpenConnections => _open.Count;

    /// <summary>How many bytes went to clients.</summary>
    public long BytesToClients => _traffic.ToClients;

    /// <summary>How many bytes went to the server.</summary>
    public long BytesToServer => _traffic.ToServer;

    /// <summary>Starts a proxy.</summary>
    /// <param name="upstream">The server. Its scheme and path become the proxy's.</param>
    /// <param name="faultFor">The fault of each connection, which are numbered from 0; null: none.</param>
    /// <param name="timeProvider">The clock for delays.</param>
    public static Task<FaultProxy> StartAsync(Uri upstream, Func<int, ConnectionFault>? faultFor = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(upstream);
        return Task.FromResult(new FaultProxy(upstream, faultFor ?? (static _ => ConnectionFault.None), timeProvider ?? TimeProvider.System));
    }

    /// <summary>Sets the fault of all later connections, in place of what was said before.</summary>
    public void SetFault(ConnectionFault fault) => _faultFor = _ => fault;

    /// <summary>Ends all open connections, at whatever byte they are. Later connections are served. Completes when clients can notice.</summary>
    public Task CutAllAsync(ConnectionEnding ending = ConnectionEnding.Reset, CancellationToken cancellationToken = default)
        => Task.WhenAll(_open.Keys.Select(c => c.CutAsync(ending))).WaitAsync(cancellationToken);

    /// <summary>Lets nothing more through to the clients of all open connections, which stay open. Later connections are served.</summary>
    public Task StallAllAsync(CancellationToken cancellationToken = default) => CutAllAsync(ConnectionEnding.Stall, cancellationToken);

    /// <summary>Refuses connections from now on, as a server that is down. Open ones stay.</summary>
    public void StopListening()
    {
        lock (_gate)
        {
            if (!_listening) return;
            _listening = false;
            _socket.Dispose();

            // A socket that is bound and does not listen refuses connections, and keeps the port from everybody else.
            _socket = Bind(_address);
        }
    }

    /// <summary>Accepts connections again, on the same port.</summary>
    public void ResumeListening()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed != 0, this);
            if (_listening) return;
            _accepting = Task.WhenAll(_accepting, Listen());
        }
    }

    /// <summary>Ends the proxy and resets all its connections. Throws what the delegate that names the faults has thrown.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await _disposing.CancelAsync();
        Task accepting;
        lock (_gate)
        {
            _socket.Dispose();
            accepting = _accepting;
        }

        await accepting;
        await Task.WhenAll(_open.Values);
        _disposing.Dispose();
    }

    private static Socket Bind(IPEndPoint address)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(address);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private Task Listen()
    {
        _socket.Listen();
        _listening = true;
        return AcceptAsync(_socket);
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptAsync(_disposing.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }

            ServeConnection(client);
        }
    }

    private void ServeConnection(Socket client)
    {
        ProxiedConnection connection = new(client, _upstream, _traffic, _time, _disposing.Token);
        int number = Interlocked.Increment(ref _connections) - 1;
        TaskCompletionSource added = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _open[connection] = ServeAsync();
        added.SetResult();

        async Task ServeAsync()
        {
            // A connection that ends at once must not be removed before it is there.
            await added.Task;
            using (connection) await connection.RunAsync(_faultFor(number));

            // What failed stays, for disposal to tell.
            _open.TryRemove(connection, out _);
        }
    }
}
