using OpenCode.Models;
using OpenCode.Server.Events;
using OpenCode.Server.Http;
using OpenCode.Server.Identity;
using OpenCode.Server.Locations;

namespace OpenCode.Server.Terminals;

/// <summary>The terminals of a server.</summary>
/// <param name="events">Who is told of them.</param>
/// <param name="ids">Makes their ids.</param>
/// <param name="clock">The time.</param>
/// <remarks>Those of the older API are forgotten when their programs end, those of the newer one are kept until they are removed.</remarks>
public sealed class TerminalSet(IEventPublisher events, ServerIds ids, TimeProvider clock) : IAsyncDisposable
{
    private const int Most = 128;

    private readonly Dictionary<string, ServedTerminal> _terminals = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private bool _isClosed;

    /// <summary>The tickets for connections.</summary>
    public TerminalTickets Tickets { get; } = new(clock);

    /// <summary>Ends all programs.</summary>
    public async ValueTask DisposeAsync()
    {
        ServedTerminal[] all;
        lock (_lock)
        {
            _isClosed = true;
            all = [.. _terminals.Values];
        }

        await Task.WhenAll(all.Select(static t => t.DisposeAsync().AsTask()));
    }

    /// <exception cref="OperationNotServedException">There are no pseudo-terminals of this kind.</exception>
    internal static void RequireSystem(string operation)
    {
        if (OperatingSystem.IsWindows()) throw new OperationNotServedException(operation);
    }

    internal Pty Create(PtyCreateRequest? request, ServerLocation location, bool isKept)
    {
        TerminalProgram program = TerminalProgram.Of(request, location);
        ServedTerminal terminal;
        lock (_lock)
        {
            if (_isClosed || _terminals.Count == Most) throw new OperationException(503, $"There are {Most} terminals, or the server ends. Remove some.");
            terminal = new ServedTerminal(ids.Pty(), request?.Title, program, location.Directory, isKept);
            _terminals.Add(terminal.Info.Id, terminal);
        }

        Pty info = terminal.Info;
        Tell("pty.created", new PtyInfoData { Info = info }, terminal);
        _ = FollowAsync(terminal);
        return info;
    }

    internal IReadOnlyList<Pty> List(string directory, bool isKept)
    {
        IEnumerable<ServedTerminal> asked = _terminals.Values.Where(t => t.Directory == directory && t.IsKept == isKept);
        lock (_lock) return [.. asked.Select(static t => t.Info).OrderBy(static i => i.Id, StringComparer.Ordinal)];
    }

    /// <exception cref="OperationException">There is none, or it belongs to another folder.</exception>
    internal ServedTerminal Find(string id, string directory)
    {
        if (!id.StartsWith("pty", StringComparison.Ordinal))
            throw OperationException.BadRequest(RequestPart.Params, $"'{id}' is no id of a terminal: they begin with 'pty'.");
        ServedTerminal? terminal;
        lock (_lock) terminal = _terminals.GetValueOrDefault(id);
        return terminal?.Directory == directory
            ? terminal
            : throw new OperationException(404, new PtyNotFoundError { PtyId = id, Message = $"There is no terminal {id} in {directory}." });
    }

    internal async Task<Pty> UpdateAsync(ServedTerminal terminal, PtyUpdateRequest? request, CancellationToken cancellationToken)
    {
        if (request?.Size is { } size && (size.Rows is < 1 or > ushort.MaxValue || size.Cols is < 1 or > ushort.MaxValue))
            throw OperationException.BadRequest(RequestPart.Payload, $"A terminal cannot have {size.Rows} rows and {size.Cols} columns.");
        Pty info = await terminal.UpdateAsync(request?.Title, request?.Size, cancellationToken);
        Tell("pty.updated", new PtyInfoData { Info = info }, terminal);
        return info;
    }

    internal async Task RemoveAsync(ServedTerminal terminal)
    {
        lock (_lock)
        {
            if (!_terminals.Remove(terminal.Info.Id)) return;
        }

        await terminal.DisposeAsync();
        Tell("pty.deleted", new ResourceIdData { Id = terminal.Info.Id }, terminal);
    }

    private async Task FollowAsync(ServedTerminal terminal)
    {
        int code = await terminal.Ended;
        bool isThere;
        lock (_lock) isThere = terminal.IsKept ? _terminals.ContainsKey(terminal.Info.Id) : _terminals.Remove(terminal.Info.Id);
        if (isThere) Tell("pty.exited", new PtyExitedData { Id = terminal.Info.Id, ExitCode = code }, terminal);
    }

    private void Tell(string type, OpenCode.Core.Json.IJsonModel data, ServedTerminal terminal)
        => events.Publish(new ServerEvent(type, data, terminal.Directory));
}
