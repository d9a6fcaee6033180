using OpenCode.Models;
using OpenCode.Server.Http;
using OpenCode.Server.Locations;
using OpenCode.Server.Operations;

namespace OpenCode.Server.Terminals;

/// <summary>Serves terminals; not on Windows, where the operations answer 501.</summary>
/// <param name="terminals">The terminals.</param>
/// <param name="locations">Which folders may be used.</param>
/// <param name="options">Which pages may connect.</param>
public sealed class PtyOperations(TerminalSet terminals, LocationResolver locations, OpenCodeEndpointOptions options) : IPtyOperations
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<PtyShell>> ShellsAsync(PtyShellsCall call, CancellationToken cancellationToken)
    {
        TerminalSet.RequireSystem("pty.shells");
        return Task.FromResult(Shells.List());
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Pty>> ListAsync(PtyListCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        TerminalSet.RequireSystem("pty.list");
        return Task.FromResult(terminals.List(locations.Find(call, call.Directory).Directory, isKept: false));
    }

    /// <inheritdoc/>
    public Task<Pty> CreateAsync(PtyCreateCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        TerminalSet.RequireSystem("pty.create");
        return Task.FromResult(terminals.Create(call.Body, locations.Find(call, call.Directory), isKept: false));
    }

    /// <inheritdoc/>
    public Task<Pty> GetAsync(PtyGetCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        TerminalSet.RequireSystem("pty.get");
        return Task.FromResult(Find(call, call.PtyId, call.Directory).Info);
    }

    /// <inheritdoc/>
    public Task<Pty> UpdateAsync(PtyUpdateCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        TerminalSet.RequireSystem("pty.update");
        return terminals.UpdateAsync(Find(call, call.PtyId, call.Directory), call.Body, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<bool> RemoveAsync(PtyRemoveCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        TerminalSet.RequireSystem("pty.remove");
        await terminals.RemoveAsync(Find(call, call.PtyId, call.Directory));
        return true;
    }

    /// <inheritdoc/>
    public Task<PtyTicketConnectToken> ConnectTokenAsync(PtyConnectTokenCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        TerminalSet.RequireSystem("pty.connectToken");
        const string Forbidden = "A ticket is given for a request with the header 'x-opencode-ticket: 1'.";
        if (!TerminalConnecting.MayHaveTicket(call.HttpContext)) throw new OperationException(403, new PtyForbiddenError { Message = Forbidden }, Forbidden);
        return Task.FromResult(terminals.Tickets.Give(Find(call, call.PtyId, call.Directory).Info.Id));
    }

    /// <inheritdoc/>
    public Task ConnectAsync(PtyConnectCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        TerminalSet.RequireSystem("pty.connect");
        ServedTerminal terminal = Find(call, call.PtyId, call.HttpContext.Request.Query["directory"]);
        return new TerminalConnecting(options, terminals.Tickets).ConnectAsync(call.HttpContext, terminal, cancellationToken);
    }

    private ServedTerminal Find(OperationCall call, string id, string? directory) => terminals.Find(id, locations.Find(call, directory).Directory);
}
