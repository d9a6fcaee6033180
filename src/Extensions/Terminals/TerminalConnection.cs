using System.Net.WebSockets;
using OpenCode.Core.Errors;
using OpenCode.Requests;

namespace OpenCode.Terminals;

/// <summary>Keeps a terminal connected: receives what it writes, connects anew where a connection breaks, and notices its end.</summary>
internal sealed class TerminalConnection : IAsyncDisposable
{
    private const int BufferSize = 16 * 1024;

    // Comes directly after what is repeated; releases that send none are not waited for.
    private static readonly TimeSpan _markLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(2);

    private readonly TerminalAccess _access;
    private readonly ExitWatch _exit;
    private readonly TimeSpan _serverGoneAfter;
    private readonly TimeProvider _clock;
    private readonly OutputCursor _cursor;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private int _failures;
    private bool _isRemoved;

    public TerminalConnection(TerminalAccess access, ExitWatch exit, long position, TimeSpan serverGoneAfter, TimeProvider clock)
    {
        (_access, _exit, _serverGoneAfter, _clock) = (access, exit, serverGoneAfter, clock);
        _cursor = new OutputCursor(position);
    }

    public OutputBuffer Output { get; } = new();

    public TerminalInput Input { get; } = new();

    /// <summary>Whether an exception of a socket means no more than that its connection is over.</summary>
    public static bool IsBreak(Exception exception)
        => exception is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException or ApiException or InvalidOperationException;

    /// <summary>Connects, and stays connected from then on.</summary>
    /// <exception cref="TerminalGoneException">There is no such terminal.</exception>
    /// <exception cref="ApiException">The connection could not be made.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        WebSocket socket = await ConnectFirstAsync(cancellationToken).ConfigureAwait(false);
        _exit.Follow(_access);
        _running = Task.Run(() => RunAsync(socket), CancellationToken.None);
    }

    /// <summary>The terminal had ended before it could be connected to.</summary>
    public void StartEnded()
    {
        _exit.Follow(_access);
        _running = Task.Run(() => ConcludeAsync(isComplete: false), CancellationToken.None);
    }

    /// <summary>The terminal was removed by its own handle: its output ends there, and that is no failure.</summary>
    public void NoteRemoved() => _isRemoved = true;

    public async ValueTask DisposeAsync()
    {
        await Input.CloseAsync().ConfigureAwait(false);
        ObjectDisposedException closed = new(nameof(Terminal));
        Output.End(closed);
        Input.End(closed);
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _exit.Dispose();
    }

    // The socket is to outlive the caller's token, and so is made with another one.
    private async Task<WebSocket> ConnectFirstAsync(CancellationToken cancellationToken)
    {
        CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop);
        WebSocket? socket = null;
        try
        {
            socket = await _access.ConnectAsync(_cursor.Position, isAgain: false, _stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Said below, with the token that the caller knows.
        }
        finally
        {
            await registration.DisposeAsync().ConfigureAwait(false);
        }

        if (socket is not null && !_stop.IsCancellationRequested) return socket;
        socket?.Dispose();
        throw new OperationCanceledException("Connecting to the terminal was cancelled by its caller.", cancellationToken);
    }

    private async Task RunAsync(WebSocket first)
    {
        try
        {
            WebSocket? socket = first;
            bool isComplete = false;
            while (socket is not null)
            {
                isComplete = await UseAsync(socket).ConfigureAwait(false);
                socket = await ConnectAgainAsync().ConfigureAwait(false);
            }

            await ConcludeAsync(isComplete).ConfigureAwait(false);
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // The handle was disposed, which has told everybody.
        }
        catch (Exception e)
        {
            // Wrong credentials, a disposed client, or a server that stays away: no further try would help. Only the last is an end of the terminal.
            if (e is not TerminalGoneException) _exit.Fail(e);
            End(e, e);
        }
    }

    /// <summary>Receives until the connection is over.</summary>
    /// <returns>Whether the server has closed it, so that nothing of the output is missing.</returns>
    private async Task<bool> UseAsync(WebSocket socket)
    {
        using (socket)
        {
            _cursor.Begin();
            Input.Use(socket);
            try
            {
                return await ReceiveAsync(socket).ConfigureAwait(false);
            }
            catch (Exception e) when (!_stop.IsCancellationRequested && IsBreak(e))
            {
                return false;
            }
            finally
            {
                Input.Use(null);
            }
        }
    }

    private async Task<bool> ReceiveAsync(WebSocket socket)
    {
        byte[] buffer = new byte[BufferSize];
        TerminalFrames frames = new();
        while (!_cursor.NeedsAnotherConnection)
        {
            Task<ValueWebSocketReceiveResult> receiving = socket.ReceiveAsync(buffer.AsMemory(), _stop.Token).AsTask();
            if (_cursor.IsReplaying && !receiving.IsCompleted) await WaitForMarkAsync(receiving).ConfigureAwait(false);
            ValueWebSocketReceiveResult received = await receiving.ConfigureAwait(false);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                await HandOnAsync(_cursor.EndReplay(null)).ConfigureAwait(false);
                return socket.CloseStatus == WebSocketCloseStatus.NormalClosure;
            }

            frames.Add(buffer.AsSpan(0, received.Count), received.MessageType, received.EndOfMessage, out string text, out long? mark);
            await HandOnAsync(mark is null ? _cursor.Receive(text) : _cursor.EndReplay(mark)).ConfigureAwait(false);
        }

        return false;
    }

    private async Task WaitForMarkAsync(Task receiving)
    {
        try
        {
            await receiving.WaitAsync(_markLimit, _clock, _stop.Token).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await HandOnAsync(_cursor.EndReplay(null)).ConfigureAwait(false);
        }
    }

    private async ValueTask HandOnAsync(TerminalOutput? output)
    {
        if (!_cursor.IsReplaying) _failures = 0;
        if (output is { } piece) await Output.AddAsync(piece, _stop.Token).ConfigureAwait(false);
    }

    /// <returns>Null when there is no terminal any more.</returns>
    private async Task<WebSocket?> ConnectAgainAsync()
    {
        long began = _clock.GetTimestamp();
        while (true)
        {
            // One that was given up on purpose is made anew at once; one that breaks again and again is not.
            TimeSpan pause = _failures == 0 ? TimeSpan.Zero : _firstPause * Math.Pow(2, Math.Min(_failures - 1, 6));
            if (pause > TimeSpan.Zero) await Task.Delay(pause < _longestPause ? pause : _longestPause, _clock, _stop.Token).ConfigureAwait(false);
            _failures++;
            try
            {
                return await _access.ConnectAsync(_cursor.Position, isAgain: true, _stop.Token).ConfigureAwait(false);
            }
            catch (TerminalGoneException e)
            {
                if (e.ExitCode is { } code) _exit.Note(new TerminalEnd(TerminalEndKind.Exited, code));
                return null;
            }
            catch (ApiException e) when (RequestFailure.MayHeal(e))
            {
                if (_clock.GetElapsedTime(began) > _serverGoneAfter)
                    throw _access.Gone($"The server has not been reached for {_serverGoneAfter}: {e.Message}", cause: e);
            }
        }
    }

    private async Task ConcludeAsync(bool isComplete)
    {
        try
        {
            if (_isRemoved) _exit.Note(TerminalEnd.Removed);
            TerminalEnd end = await _exit.ConcludeAsync(_stop.Token).ConfigureAwait(false);
            TerminalGoneException gone = end.Kind switch
            {
                TerminalEndKind.Exited => _access.Gone(
                    $"Its program has ended with exit code {end.ExitCode}{(isComplete ? "" : ", and what it wrote last could not be read")}.", end.ExitCode),
                TerminalEndKind.Removed => _access.Gone("It was removed."),
                _ => _access.Gone("Nobody said why; a server that is restarted ends all terminals."),
            };
            bool isOrderly = _isRemoved || (isComplete && end.Kind == TerminalEndKind.Exited);
            End(isOrderly ? null : gone, gone);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            End(e, e);
        }
    }

    private void End(Exception? ofOutput, Exception ofInput)
    {
        _exit.Note(TerminalEnd.Unknown);
        Output.End(ofOutput);
        Input.End(ofInput);
    }
}
