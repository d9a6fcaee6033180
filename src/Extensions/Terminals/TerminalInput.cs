using System.Net.WebSockets;
using System.Text;

namespace OpenCode.Terminals;

/// <summary>Sends input over whichever socket is open, one text after the other. Where none is, it waits for the next one.</summary>
#pragma warning disable CA1001 // A semaphore whose wait handle nobody asks for holds nothing.
internal sealed class TerminalInput
#pragma warning restore CA1001
{
    // Long texts go in parts, as a server holds a message until it has all of it.
    private const int LongestPart = 32 * 1024;

    private static readonly TimeSpan _closeLimit = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _lock = new();
    private TaskCompletionSource _change = New();
    private WebSocket? _socket;
    private Exception? _end;

    /// <summary>A socket was opened, or broke.</summary>
    /// <param name="socket">The socket; null for none.</param>
    public void Use(WebSocket? socket)
    {
        lock (_lock)
        {
            _socket = socket;
            Signal();
        }
    }

    /// <summary>There will be no socket any more.</summary>
    /// <param name="reason">What whoever writes gets.</param>
    public void End(Exception reason)
    {
        lock (_lock)
        {
            (_socket, _end) = (null, _end ?? reason);
            Signal();
        }
    }

    /// <summary>Sends a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Ends the waiting. What is being sent already, goes on: a socket does not survive half a message.</param>
    /// <exception cref="TerminalInputException">The connection broke meanwhile.</exception>
    public async Task SendAsync(string text, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        WebSocket socket;
        try
        {
            socket = await WaitForSocketAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _turn.Release();
            throw;
        }

        Task sending = SendAndReleaseAsync(socket, text);

        // Looked at, so that a failure after the caller has left does not count as one that nobody has seen.
        _ = sending.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        await sending.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tells the server that the client leaves, if that can be done at once.</summary>
    public async Task CloseAsync()
    {
        WebSocket? socket;
        lock (_lock) socket = _socket;
        if (socket is not { State: WebSocketState.Open } || !_turn.Wait(0)) return;
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).WaitAsync(_closeLimit).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException || TerminalConnection.IsBreak(e))
        {
            // It learns it when the connection ends.
        }
        finally
        {
            _turn.Release();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<WebSocket> WaitForSocketAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task change;
            lock (_lock)
            {
                if (_end is not null) throw _end;
                if (_socket is { State: WebSocketState.Open } socket) return socket;
                change = _change.Task;
            }

            await change.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SendAndReleaseAsync(WebSocket socket, string text)
    {
        try
        {
            for (int start = 0; start < text.Length;)
            {
                int length = Math.Min(LongestPart, text.Length - start);
                if (start + length < text.Length && char.IsHighSurrogate(text[start + length - 1])) length--;
                byte[] part = Encoding.UTF8.GetBytes(text, start, length);
                await socket.SendAsync(part, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).ConfigureAwait(false);
                start += length;
            }
        }
        catch (Exception e) when (TerminalConnection.IsBreak(e))
        {
            throw new TerminalInputException(
                "The connection to the terminal broke while input was sent; the program may have got it, a part of it, or nothing. "
                + "Look at the output before you send it again.",
                e)
            {
                OperationId = "pty.connect",
            };
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Signal()
    {
        TaskCompletionSource change = _change;
        _change = New();
        change.SetResult();
    }
}
