using OpenCode.Models;
using OpenCode.Server.Git;
using OpenCode.Server.Http;
using OpenCode.Server.Locations;
using OpenCode.Server.Operations;

namespace OpenCode.Server.Terminals;

/// <summary>Serves terminals in the second API, which are kept until they are removed; not on Windows, where the operations answer 501.</summary>
/// <param name="terminals">The terminals.</param>
/// <param name="locations">Which folders may be used.</param>
/// <param name="projects">Which projects they belong to.</param>
/// <param name="options">Which pages may connect.</param>
public sealed class V2PtyOperations(TerminalSet terminals, LocationResolver locations, ProjectIdentities projects, OpenCodeEndpointOptions options)
    : IV2PtyOperations
{
    /// <inheritdoc/>
    public async Task<V2PtyListResponse> ListAsync(V2PtyListCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        TerminalSet.RequireSystem("v2.pty.list");
        ServerLocation location = locations.Find(call, call.Location?.Directory);
        LocationInfo described = await projects.DescribeAsync(location, cancellationToken);
        return new() { Location = described, Data = terminals.List(location.Directory, isKept: true) };
    }

    /// <inheritdoc/>
    public async Task<V2PtyCreateResponse> CreateAsync(V2PtyCreateCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        TerminalSet.RequireSystem("v2.pty.create");
        ServerLocation location = locations.Find(call, call.Location?.Directory);
        LocationInfo described = await projects.DescribeAsync(location, cancellationToken);
        return new() { Location = described, Data = terminals.Create(call.Body, location, isKept: true) };
    }

    /// <inheritdoc/>
    public async Task<V2PtyCreateResponse> GetAsync(V2PtyGetCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        TerminalSet.RequireSystem("v2.pty.get");
        ServerLocation location = locations.Find(call, call.Location?.Directory);
        Pty info = terminals.Find(call.PtyId, location.Directory).Info;
        return new() { Location = await projects.DescribeAsync(location, cancellationToken), Data = info };
    }

    /// <inheritdoc/>
    public async Task<V2PtyCreateResponse> UpdateAsync(V2PtyUpdateCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        TerminalSet.RequireSystem("v2.pty.update");
        ServerLocation location = locations.Find(call, call.Location?.Directory);
        Pty info = await terminals.UpdateAsync(terminals.Find(call.PtyId, location.Directory), call.Body, cancellationToken);
        return new() { Location = await projects.DescribeAsync(location, cancellationToken), Data = info };
    }

    /// <inheritdoc/>
    public Task RemoveAsync(V2PtyRemoveCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        TerminalSet.RequireSystem("v2.pty.remove");
        return terminals.RemoveAsync(terminals.Find(call.PtyId, locations.Find(call, call.Location?.Directory).Directory));
    }

    /// <inheritdoc/>
    public async Task<V2PtyConnectTokenResponse> ConnectTokenAsync(V2PtyConnectTokenCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        TerminalSet.RequireSystem("v2.pty.connectToken");
        const string Forbidden = "A ticket is given for a request with the header 'x-opencode-ticket: 1'.";
        if (!TerminalConnecting.MayHaveTicket(call.HttpContext)) throw new OperationException(403, new ForbiddenError { Message = Forbidden }, Forbidden);
        ServerLocation location = locations.Find(call, call.Location?.Directory);
        string id = terminals.Find(call.PtyId, location.Directory).Info.Id;
        return new() { Location = await projects.DescribeAsync(location, cancellationToken), Data = terminals.Tickets.Give(id) };
    }

    /// <inheritdoc/>
    public Task ConnectAsync(V2PtyConnectCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        TerminalSet.RequireSystem("v2.pty.connect");
        string? directory = call.HttpContext.Request.Query["location[directory]"];
        ServedTerminal terminal = terminals.Find(call.PtyId, locations.Find(call, directory).Directory);
        return new TerminalConnecting(options, terminals.Tickets).ConnectAsync(call.HttpContext, terminal, cancellationToken);
    }
}
