using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using OpenCode.Server.Access;
using OpenCode.Server.Agents;
using OpenCode.Server.Api;
using OpenCode.Server.Approvals;
using OpenCode.Server.Events;
using OpenCode.Server.Files;
using OpenCode.Server.Git;
using OpenCode.Server.Http;
using OpenCode.Server.Identity;
using OpenCode.Server.Locations;
using OpenCode.Server.Operations;
using OpenCode.Server.Sessions;
using OpenCode.Server.Storage;
using OpenCode.Server.Terminals;
using OpenCode.Server.Turns;
using OpenCode.Server.Vcs;
using OpenCode.Server.Worktrees;

namespace OpenCode.Server;

/// <summary>A server of OpenCode's API, put together: everything that serves it, and where it is mapped.</summary>
internal sealed class OpenCodeServer : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private readonly EventHub _hub;
    private readonly TurnRunner _turns;
    private readonly IServerStore _store;
    private readonly WorktreeOperations _worktrees;
    private readonly TerminalSet _terminals;
    private readonly OpenCodeOperations _operations;
    private readonly AccessGuard _guard;
    private readonly ILoggerFactory _logs;

    public OpenCodeServer(IServerAgent agent, OpenCodeEndpointOptions options, TimeProvider clock, ILoggerFactory logs)
    {
        _logs = logs;
        _guard = new AccessGuard(options);
        _store = options.Store ?? new InMemoryStore();
        var ids = new ServerIds(clock);
        var locations = new LocationResolver(options);
        _hub = new EventHub(options, ids, new SessionEventLog(_store), clock, logs.CreateLogger<EventHub>());
        var projects = new ProjectIdentities();
        var repository = new SessionRepository(_store);
        var news = new SessionNews(_hub, clock);
        var desk = new ApprovalDesk(ids, news);
        var execution = new TurnExecution(agent, repository, news, desk, ids, clock, logs.CreateLogger<TurnExecution>());
        _turns = new TurnRunner(execution, repository, news, ids, clock, logs.CreateLogger<TurnRunner>());
        var approvals = new ApprovalOperations(desk, locations);
        var sessions = new SessionOperations(agent, repository, news, _turns, locations, projects, ids, clock);
        var catalog = new CatalogOperations(agent);
        var v2 = new V2CatalogOperations(agent, locations, projects);
        var state = new ServerStateOperations(catalog, agent, locations, projects, clock);
        _terminals = new TerminalSet(_hub, ids, clock);
        _worktrees = new WorktreeOperations(locations, _hub);
        _operations = new OpenCodeOperations
        {
            App = catalog,
            Command = catalog,
            Config = state,
            Event = new EventOperations(_hub, locations),
            File = new FileOperations(locations),
            Find = new FindOperations(locations),
            Formatter = catalog,
            Global = new GlobalOperations(_hub, state),
            Instance = new InstanceOperations(_hub, locations),
            Lsp = catalog,
            Mcp = catalog,
            Part = sessions,
            Path = state,
            Permission = approvals,
            Project = state,
            Provider = catalog,
            Pty = new PtyOperations(_terminals, locations, options),
            Question = approvals,
            Session = sessions,
            V2Agent = v2,
            V2Command = v2,
            V2Event = new V2EventOperations(_hub),
            V2Fs = new V2FsOperations(locations, projects),
            V2Health = v2,
            V2Integration = v2,
            V2Location = v2,
            V2Model = v2,
            V2ProjectCopy = new V2ProjectCopyOperations(locations, projects, _hub),
            V2Provider = v2,
            V2Pty = new V2PtyOperations(_terminals, locations, projects, options),
            V2Reference = v2,
            V2Skill = v2,
            Vcs = new VcsOperations(locations),
            Worktree = _worktrees,
        };
    }

    public IEndpointConventionBuilder Map(IEndpointRouteBuilder routes)
        => new OperationRouter(_guard.Admit, _logs.CreateLogger("OpenCode.Server"))
            .Map(routes, OpenCodeOperations.Endpoints, _operations, _guard.TryAnswerPreflight);

    /// <summary>Aborts what runs and tells so, and then ends all streams: a host that stops waits for neither.</summary>
    public async Task StopAsync()
    {
        await _turns.DisposeAsync();
        await _terminals.DisposeAsync();
        using var late = new CancellationTokenSource(_patience);
        await _hub.FlushAsync(late.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _hub.End();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _turns.DisposeAsync();
            await _terminals.DisposeAsync();
            await _worktrees.DisposeAsync();
            await _hub.DisposeAsync();
        }
        finally
        {
            await _store.DisposeAsync();
        }
    }
}
