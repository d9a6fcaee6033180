using OpenCode.Core.Errors;
using OpenCode.Events;
using OpenCode.Models;
using OpenCode.Requests;

namespace OpenCode.Terminals;

/// <summary>The terminals of a server: programs that run there, with a keyboard and a screen. Safe for use by many threads.</summary>
public sealed class OpenCodeTerminals
{
    // How long taking back a terminal may take whose creation failed half-way.
    private static readonly TimeSpan _removalLimit = TimeSpan.FromSeconds(5);

    // Some releases never respond to a handshake that they do not like.
    private static readonly TimeSpan _longestHandshake = TimeSpan.FromSeconds(10);

    private readonly RootRequestBuilder _client;
    private readonly EventFeed _feed;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _handshakeLimit;

    /// <param name="client">Makes the requests.</param>
    /// <param name="feed">The events of the server.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="responseLimit">How long the client waits for a response; null for no limit.</param>
    internal OpenCodeTerminals(RootRequestBuilder client, EventFeed feed, TimeProvider clock, TimeSpan? responseLimit)
    {
        (_client, _feed, _clock) = (client, feed, clock);
        _handshakeLimit = responseLimit < _longestHandshake ? responseLimit.Value : _longestHandshake;
    }

    /// <summary>Starts a program in a new terminal, and connects to it.</summary>
    /// <remarks>
    /// The server forgets a terminal when its program ends, together with what was not read. A program that ends at once may be faster than this, and then
    /// only its exit code is left: start a shell and have it run what is short, or use <c>session.Shell</c>.
    /// </remarks>
    /// <param name="options">What to run; null for the shell of the server's user.</param>
    /// <param name="cancellationToken">Ends the requests; a terminal that was created already is removed.</param>
    /// <returns>The terminal, connected.</returns>
    /// <exception cref="ArgumentException">An option cannot work.</exception>
    /// <exception cref="ApiException">The server cannot start the program, or a request failed otherwise.</exception>
    /// <exception cref="NotSupportedException">The client is over a sender of the caller's own that opens no WebSockets.</exception>
    public async Task<Terminal> CreateAsync(TerminalOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new TerminalOptions();
        options.Validate();
        ExitWatch exit = new(_feed, _clock);
        TerminalAccess? access = null;
        Terminal? terminal = null;
        try
        {
            await exit.WaitUntilLiveAsync(cancellationToken).ConfigureAwait(false);
            access = Access(await RequestAsync(options, cancellationToken).ConfigureAwait(false), options);
            terminal = new Terminal(access, exit, options, position: 0, _clock);
            await StartAsync(terminal, access, options.Size, cancellationToken).ConfigureAwait(false);
            return terminal;
        }
        catch
        {
            if (access is not null) await RemoveAsync(access).ConfigureAwait(false);
            if (terminal is not null) await terminal.DisposeAsync().ConfigureAwait(false);
            else exit.Dispose();
            throw;
        }
    }

    /// <summary>Connects to a terminal that exists, whoever created it. Any number of clients can be connected, and each gets all of the output.</summary>
    /// <param name="terminalId">The id of the terminal.</param>
    /// <param name="options">From where it is read, by default from the start of what the server keeps; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The terminal, connected.</returns>
    /// <exception cref="ArgumentException">An option cannot work.</exception>
    /// <exception cref="TerminalGoneException">There is no such terminal, or it belongs to another project directory.</exception>
    /// <exception cref="ApiException">A request failed otherwise.</exception>
    /// <exception cref="NotSupportedException">The client is over a sender of the caller's own that opens no WebSockets.</exception>
    public async Task<Terminal> AttachAsync(string terminalId, TerminalAttachOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(terminalId);
        options ??= new TerminalAttachOptions();
        options.Validate();
        ExitWatch exit = new(_feed, _clock);
        Terminal terminal = new(Access(terminalId, options), exit, options, options.Position, _clock);
        try
        {
            await exit.WaitUntilLiveAsync(cancellationToken).ConfigureAwait(false);
            await terminal.Connection.StartAsync(cancellationToken).ConfigureAwait(false);
            return terminal;
        }
        catch
        {
            // Not the handle: what could not be attached to is not to be removed.
            await terminal.Connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Lists the terminals of a project whose programs run.</summary>
    /// <param name="directory">The project directory on the server; null for the client's.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>What the server knows of each; empty for none.</returns>
    /// <exception cref="ApiException">The request failed.</exception>
    public Task<IReadOnlyList<Pty>> ListAsync(string? directory = null, CancellationToken cancellationToken = default)
        => _client.Pty.GetAsync(
            c =>
            {
                if (directory is not null) c.Query.Directory = directory;
            },
            cancellationToken);

    private static async Task StartAsync(Terminal terminal, TerminalAccess access, TerminalSize? size, CancellationToken cancellationToken)
    {
        try
        {
            if (size is { } wanted) await access.ResizeAsync(wanted, cancellationToken).ConfigureAwait(false);
            await terminal.Connection.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (TerminalGoneException)
        {
            // The program was faster. Its exit code was heard all the same, as listening began before it did.
            terminal.Connection.StartEnded();
        }
    }

    private async Task<string> RequestAsync(TerminalOptions options, CancellationToken cancellationToken)
    {
        PtyCreateRequest request = new()
        {
            Command = options.Command,
            Args = options.Command is null ? null : options.Arguments,
            Cwd = options.WorkingDirectory,
            Env = options.Environment.Count == 0 ? null : options.Environment,
            Title = options.Title,
        };
        Pty created = await _client.Pty.PostAsync(
            request,
            c =>
            {
                if (options.Directory is not null) c.Query.Directory = options.Directory;
            },
            cancellationToken).ConfigureAwait(false);
        return created.Id;
    }

    private async Task RemoveAsync(TerminalAccess access)
    {
        using CancellationTokenSource late = new(_removalLimit, _clock);
        try
        {
            await access.RemoveAsync(late.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ApiException or OperationCanceledException or ObjectDisposedException)
        {
            // The failure that led here is what the caller has to know.
        }
    }

    private TerminalAccess Access(string id, TerminalHandleOptions options) => new(_client, id, options.Directory, _handshakeLimit);
}
