using System.Runtime.CompilerServices;
using System.Text;
using OpenCode.Core.Errors;
using OpenCode.Models;

namespace OpenCode.Terminals;

/// <summary>
/// A program that runs in a terminal of the server. What it writes can be read as text or as a <see cref="Stream"/>, once: pieces go to whoever reads them
/// first. Safe for use by many threads.
/// </summary>
/// <remarks>
/// Where the connection breaks, another one goes on exactly where it stopped, as long as the server has the terminal. At most a million characters wait
/// for a reader here; the server holds those that follow.
/// </remarks>
public sealed class Terminal : IAsyncDisposable
{
    // What a search keeps of the output that it has passed.
    private const int LongestSearch = 1024 * 1024;

    private readonly TerminalAccess _access;
    private readonly ExitWatch _exit;
    private readonly bool _removesOnDispose;
    private int _isDisposed;
    private long _position;

    internal Terminal(TerminalAccess access, ExitWatch exit, TerminalHandleOptions options, long position, TimeProvider clock)
    {
        (_access, _exit, _removesOnDispose) = (access, exit, options.RemoveOnDispose);
        _position = position;
        Connection = new TerminalConnection(access, exit, position, options.ServerGoneAfter, clock);
    }

    /// <summary>The id of the terminal; begins with <c>pty</c>. It is not the process id, which <see cref="GetInfoAsync"/> tells.</summary>
    public string Id => _access.Id;

    /// <summary>The project directory on the server that the terminal belongs to; null for the client's.</summary>
    public string? Directory => _access.Directory;

    /// <summary>
    /// Up to where the output was read, in UTF-16 code units since the program started: what <see cref="TerminalAttachOptions.Position"/> takes to go on
    /// from here in another process. -1 as long as nothing was read of a terminal that is read from its <see cref="TerminalAttachOptions.End"/>.
    /// </summary>
    public long Position => Interlocked.Read(ref _position);

    internal TerminalConnection Connection { get; }

    /// <summary>Sends input, as if it were typed: <c>\n</c> or <c>\r</c> for the Enter key, <c>\u0003</c> for Ctrl+C, <c>\u0004</c> for Ctrl+D.</summary>
    /// <remarks>One text is sent after the other, each whole. While the connection is broken, this waits for the next one.</remarks>
    /// <param name="text">The input.</param>
    /// <param name="cancellationToken">Ends the waiting; what is under way already is sent all the same.</param>
    /// <exception cref="TerminalInputException">The connection broke meanwhile, and nobody knows how much has arrived.</exception>
    /// <exception cref="TerminalGoneException">The program has ended, or the server has no such terminal any more.</exception>
    /// <exception cref="ObjectDisposedException">The handle was disposed.</exception>
    public async Task WriteAsync(string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        await Connection.Input.SendAsync(text, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the next piece of the output, and waits for it.</summary>
    /// <param name="cancellationToken">Ends the waiting; nothing is lost by it.</param>
    /// <returns>The piece; null when the program has ended and everything was read.</returns>
    /// <exception cref="TerminalGoneException">
    /// The terminal ended otherwise: somebody else removed it, the server was restarted or stayed away, or the end came while the connection was broken, so
    /// that the last of the output is missing. What came before that is read first.
    /// </exception>
    /// <exception cref="ApiException">The server refuses to have the terminal connected again.</exception>
    /// <exception cref="ObjectDisposedException">The handle was disposed.</exception>
    public async ValueTask<TerminalOutput?> ReadAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        TerminalOutput? next = await Connection.Output.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (next is { } piece) Interlocked.Exchange(ref _position, piece.Position + piece.Text.Length);
        return next;
    }

    /// <summary>Reads the output to its end.</summary>
    /// <param name="cancellationToken">Ends the reading; another one goes on where this one stopped.</param>
    /// <returns>The pieces; they throw what <see cref="ReadAsync"/> throws.</returns>
    public async IAsyncEnumerable<TerminalOutput> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await ReadAsync(cancellationToken).ConfigureAwait(false) is { } piece) yield return piece;
    }

    /// <summary>Reads the output until a text appears in it. What follows the text stays unread.</summary>
    /// <param name="text">The text, in exactly these characters. What was typed counts where the program echoes it.</param>
    /// <param name="cancellationToken">Ends the reading; what it has passed is not read again. There is no other limit.</param>
    /// <returns>What was read, from the first unread character to the end of the text; of very much, the last million characters.</returns>
    /// <exception cref="EndOfStreamException">The program has ended before.</exception>
    /// <exception cref="TerminalGoneException">As <see cref="ReadAsync"/>.</exception>
    public async Task<string> WaitForTextAsync(string text, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        StringBuilder passed = new();
        while (await ReadAsync(cancellationToken).ConfigureAwait(false) is { } piece)
        {
            int from = Math.Max(0, passed.Length - text.Length + 1);
            passed.Append(piece.Text);
            int found = passed.ToString(from, passed.Length - from).IndexOf(text, StringComparison.Ordinal);
            if (found >= 0)
            {
                int end = from + found + text.Length;
                GiveBack(piece, passed.Length - end);
                return passed.ToString(0, end);
            }

            if (passed.Length > 2 * LongestSearch) passed.Remove(0, passed.Length - LongestSearch);
        }

        throw new EndOfStreamException($"The program in terminal {Id} ended without having written what was waited for.");
    }

    /// <summary>
    /// The terminal as a stream of bytes in UTF-8: reading gives the output and 0 at its end, writing is input. Both throw what <see cref="ReadAsync"/> and
    /// <see cref="WriteAsync"/> throw. Output that is missing (<see cref="TerminalOutput.Lost"/>) leaves no trace in it.
    /// </summary>
    /// <returns>A stream over the same output: what is read there is not read here. Disposing it leaves the terminal as it is.</returns>
    public Stream AsStream() => new TerminalStream(this);

    /// <summary>Changes the size of the terminal; its program gets <c>SIGWINCH</c>.</summary>
    /// <param name="columns">Characters a line; at least 1.</param>
    /// <param name="rows">Lines; at least 1.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is smaller than 1.</exception>
    /// <exception cref="TerminalGoneException">The program has ended, or the server has no such terminal any more.</exception>
    /// <exception cref="ApiException">The request failed otherwise.</exception>
    public Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        return _access.ResizeAsync(new TerminalSize(columns, rows), cancellationToken);
    }

    /// <summary>Reads what the server knows of the terminal: its program, process id, title.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="TerminalGoneException">The program has ended, or the server has no such terminal any more.</exception>
    /// <exception cref="ApiException">The request failed otherwise.</exception>
    public Task<Pty> GetInfoAsync(CancellationToken cancellationToken = default) => _access.ReadAsync(cancellationToken);

    /// <summary>Waits until the program has ended. The output need not be read for that, and can still be read then.</summary>
    /// <param name="cancellationToken">Ends the waiting. There is no other limit.</param>
    /// <returns>
    /// The exit code. Null when it is not known: the terminal was removed, the server was restarted, or the end came while the connection was broken.
    /// </returns>
    /// <exception cref="ObjectDisposedException">The handle or the client was disposed.</exception>
    public async Task<long?> WaitForExitAsync(CancellationToken cancellationToken = default)
        => (await _exit.End.WaitAsync(cancellationToken).ConfigureAwait(false)).ExitCode;

    /// <summary>
    /// Ends the program, and removes the terminal from the server. Its output ends; <see cref="WaitForExitAsync"/> gives null, if it was still running.
    /// </summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ApiException">The request failed. That the terminal is not there any more is no failure.</exception>
    public Task RemoveAsync(CancellationToken cancellationToken = default)
    {
        Connection.NoteRemoved();
        return _access.RemoveAsync(cancellationToken);
    }

    /// <summary>
    /// Lets go of the terminal. Its program goes on, unless <see cref="TerminalHandleOptions.RemoveOnDispose"/> says otherwise. Whoever reads, writes or waits
    /// gets <see cref="ObjectDisposedException"/>.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;
        try
        {
            if (_removesOnDispose && !_exit.End.IsCompleted) await _access.RemoveAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ApiException or ObjectDisposedException)
        {
            // A server that cannot be reached keeps it, and disposing must not fail for that.
        }
        finally
        {
            await Connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void GiveBack(TerminalOutput piece, int length)
    {
        if (length == 0) return;
        TerminalOutput rest = new(piece.Text[^length..], piece.Position + piece.Text.Length - length);
        Connection.Output.Return(rest);
        Interlocked.Exchange(ref _position, rest.Position);
    }
}
