using System.Net.Sockets;

namespace OpenCode.Testing.Faults;

/// <summary>One connection of a client, and the one to the server that belongs to it.</summary>
internal sealed class ProxiedConnection : IDisposable
{
    // As long as a server lingers for a client that is slow to close: closing with unread input would turn the FIN into a reset.
    private static readonly TimeSpan _lingering = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _silenced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Socket _client;
    private readonly Socket _upstream = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly Uri _server;
    private readonly ProxyTraffic _traffic;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenSource _cut;
    private Task<bool> _request = Task.FromResult(true);
    private ConnectionEnding _requested = ConnectionEnding.Reset;

    public ProxiedConnection(Socket client, Uri server, ProxyTraffic traffic, TimeProvider time, CancellationToken disposing)
    {
        (_client, _server, _traffic, _time) = (client, server, traffic, time);
        _client.NoDelay = true;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(disposing);
        _cut = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
    }

    /// <summary>Serves the connection until its end.</summary>
    public async Task RunAsync(ConnectionFault fault)
    {
        try
        {
            ConnectionEnding ending = await RespondAsync(fault);
            _silenced.TrySetResult();
            if (ending == ConnectionEnding.HalfClose) ShutDownSending();
            if (ending is ConnectionEnding.HalfClose or ConnectionEnding.Stall)
            {
                bool closed = await _request;
                ending = closed ? ConnectionEnding.Close : _requested;
            }

            if (ending != ConnectionEnding.Reset) await CloseAsync();
            else _client.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        finally
        {
            // A socket that is closed under a pending read says so in other ways than its linger state tells.
            await _stop.CancelAsync();
            await _request;
            Dispose();
            _silenced.TrySetResult();
            _ended.TrySetResult();
        }
    }

    /// <summary>Ends the connection now, at whatever byte it is. Completes when the client can notice.</summary>
    public async Task CutAsync(ConnectionEnding ending)
    {
        _requested = ending;
        try
        {
            if (!_silenced.Task.IsCompleted) await _cut.CancelAsync();
            else if (ending is ConnectionEnding.Close or ConnectionEnding.Reset) await _stop.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It has ended by itself.
            return;
        }

        await (ending == ConnectionEnding.Stall ? _silenced : _ended).Task;
    }

    public void Dispose()
    {
        _client.Dispose();
        _upstream.Dispose();
        _cut.Dispose();
        _stop.Dispose();
    }

    private async Task<ConnectionEnding> RespondAsync(ConnectionFault fault)
    {
        ForwardedRequest request = new(_client, fault, _traffic);
        FaultyResponse response = new(_client, fault, _traffic, _time);
        try
        {
            if (fault.EndsAtOnce)
            {
                _request = request.PassAsync(null, _stop.Token);
                return fault.Ending;
            }

            if (fault.Answer is { } answer)
            {
                await request.ReadHeadersAsync(_cut.Token);
                _request = request.PassAsync(null, _stop.Token);
                return await response.AnswerAsync(answer, _cut.Token);
            }

            await _upstream.ConnectAsync(_server.Host, _server.Port, _cut.Token);
            _request = ForwardAsync(request);
            return await response.PassAsync(_upstream, _cut.Token);
        }
        catch (OperationCanceledException)
        {
            return _stop.IsCancellationRequested ? ConnectionEnding.Reset : _requested;
        }
        catch (SocketException)
        {
            // One side is gone; the other learns it the same way.
            return ConnectionEnding.Reset;
        }
    }

    private async Task<bool> ForwardAsync(ForwardedRequest request)
    {
        bool closed = await request.PassAsync(_upstream, _stop.Token);
        if (closed) TryShutDown(_upstream);
        else if (!_stop.IsCancellationRequested) await _cut.CancelAsync();
        return closed;
    }

    private async Task CloseAsync()
    {
        ShutDownSending();
        _upstream.Dispose();
        try
        {
            await _request.WaitAsync(_lingering, _time, _stop.Token);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            // The client had its time.
        }
    }

    private void ShutDownSending()
    {
        TryShutDown(_client);
        _ended.TrySetResult();
    }

    private static void TryShutDown(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The other side was faster.
        }
    }
}
