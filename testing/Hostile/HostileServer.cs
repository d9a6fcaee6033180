using System.Net;
using System.Net.Sockets;

namespace OpenCode.Testing.Hostile;

/// <summary>
/// A server on a free port of 127.0.0.1 that treats its clients badly: it writes the bytes of its connections itself, so it can break HTTP
/// where a web server cannot. <see cref="HostileBehavior.All"/> lists what it can do; programs test their own manners against it.
/// </summary>
/// <example><code>
/// await using HostileServer server = HostileServer.Start(HostileBehavior.Find("endless-body"));
/// </code></example>
public sealed class HostileServer : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _disposing = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<HostileRequest> _requests = [];
    private readonly List<Task> _serving = [];
    private readonly Task _accepting;
    private int _connections;
    private int _disposed;

    private HostileServer(HostileBehavior behavior)
    {
        Behavior = behavior;
        _listener.Start();
        BaseUri = new Uri($"http://{_listener.LocalEndpoint}/");
        _accepting = AcceptAsync();
    }

    /// <summary>What it does.</summary>
    public HostileBehavior Behavior { get; }

    /// <summary>Where it listens.</summary>
    public Uri BaseUri { get; }

    /// <summary>How many connections were accepted so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>The requests that were read to their end so far. A behaviour that reads none leaves this empty.</summary>
    public IReadOnlyList<HostileRequest> Requests
    {
        get
        {
            lock (_gate) return [.. _requests];
        }
    }

    /// <summary>Starts a server.</summary>
    /// <param name="behavior">What it does to its connections.</param>
    /// <returns>The server, which listens already.</returns>
    public static HostileServer Start(HostileBehavior behavior)
    {
        ArgumentNullException.ThrowIfNull(behavior);
        behavior.Prepare?.Invoke();
        return new HostileServer(behavior);
    }

    /// <summary>Ends the server and all its connections. Throws what a behaviour has thrown that is not of the socket.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await _disposing.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_serving);
        _disposing.Dispose();
    }

    internal HostileRequest Note(HostileRequest request)
    {
        lock (_gate)
        {
            HostileRequest numbered = request with { Number = _requests.Count };
            _requests.Add(numbered);
            return numbered;
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _serving.Add(ServeAsync(await _listener.AcceptSocketAsync(_disposing.Token), Interlocked.Increment(ref _connections) - 1));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(Socket socket, int number)
    {
        // What a behaviour computes before it sends must not keep others from being accepted.
        await Task.Yield();
        try
        {
            using (socket)
            {
                var connection = new HostileConnection(this, socket, number, _disposing.Token);
                await Behavior.ServeAsync(connection);
                await connection.CloseAsync();
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The client has left, the behaviour has reset the connection, or the server is disposed.
        }
    }
}
