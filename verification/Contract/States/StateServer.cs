using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OpenCode.Core.Errors;
using OpenCode.Testing.Loopback;

namespace OpenCode.Verification.Contract.States;

/// <summary>Sets states up and tears them down as the Pact core asks for them.</summary>
internal sealed class StateServer : IAsyncDisposable
{
    private static readonly Dictionary<string, ProviderState> _states =
        ((IEnumerable<ProviderState>)[
            .. SessionStates.All, .. ConversationStates.All, .. MentionStates.All, .. ApprovalStates.All, .. ApiSessionStates.All, .. ProjectStates.All,
            .. ContextServerStates.All,
        ])
        .ToDictionary(static s => s.Name);

    private readonly ConcurrentDictionary<string, StateValues> _shared = new();
    private readonly ConcurrentDictionary<string, string> _failures = new();
    private readonly StateContext _context;
    private readonly StateContext _sharedContext;
    private readonly WebApplication _application;

    private StateServer(Func<StateContext> newContext, WebApplication application)
        => (_context, _sharedContext, _application) = (newContext(), newContext(), application);

    /// <summary>Where the core sends its requests.</summary>
    public Uri Address { get; private set; } = new("about:blank");

    /// <summary>Hears of every interaction that the core begins, whether it needs a state or not.</summary>
    public Action? Asked { get; set; }

    /// <summary>The states that could not be set up, and why.</summary>
    public IReadOnlyDictionary<string, string> Failures => _failures;

    /// <summary>The values of a shared state.</summary>
    /// <param name="name">The state.</param>
    /// <param name="sets">Whether it is set up if it was not yet.</param>
    /// <param name="cancellationToken">Stops setting it up.</param>
    /// <returns>The values; null when it was not set up, or could not be.</returns>
    public async Task<StateValues?> FindAsync(string name, bool sets, CancellationToken cancellationToken)
    {
        if (!sets || _failures.ContainsKey(name)) return _shared.GetValueOrDefault(name);
        try
        {
            return await SetUpAsync(name, cancellationToken);
        }
        catch (Exception exception) when (exception is ApiException or StateException or JsonException or IOException)
        {
            _failures[name] = Short(exception);
            return null;
        }
    }

    /// <summary>A state by its name; null when there is none.</summary>
    public static ProviderState? StateOf(string name) => _states.GetValueOrDefault(name);

    /// <param name="newContext">What states are made with; they are made anew for states that every request shares.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    public static async Task<StateServer> StartAsync(Func<StateContext> newContext, CancellationToken cancellationToken)
    {
        WebApplication application = LoopbackApplication.Build();
        StateServer server = new(newContext, application);
        application.MapPost("/", server.ChangeAsync);
        await application.StartAsync(cancellationToken);
        server.Address = new Uri(application.Urls.First());
        return server;
    }

    public ValueTask DisposeAsync() => LoopbackApplication.EndAsync(_application);

    private async Task ChangeAsync(HttpContext http)
    {
        JsonNode change = (await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted))!;
        string name = (string?)change["state"] ?? "";
        if ((string?)change["action"] == "teardown")
        {
            await _context.TearDownAsync(http.RequestAborted);
            return;
        }

        Asked?.Invoke();

        // The core also announces that an interaction has no state.
        if (name.Length == 0) return;
        try
        {
            await http.Response.WriteAsJsonAsync<Dictionary<string, string>>(await SetUpAsync(name, http.RequestAborted), http.RequestAborted);
        }
        catch (Exception exception) when (exception is ApiException or StateException or JsonException or IOException)
        {
            // The core repeats a request for two minutes when the status is 5xx.
            _failures[name] = Short(exception);
            _context.ForgetScript();
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await http.Response.WriteAsync(exception.Message, http.RequestAborted);
        }
    }

    // The client's advice on a missing route is for people who have chosen the server themselves, and names a session that is another one every time.
    private static string Short(Exception exception)
        => exception is ApiContractException { Violation: ContractViolation.NoSuchRoute } missing
            ? $"{missing.OperationId}: the release has no such route"
            : exception.Message;

    private async Task<StateValues> SetUpAsync(string name, CancellationToken cancellationToken)
    {
        if (!_states.TryGetValue(name, out ProviderState? state))
            throw new StateException($"There is no state '{name}'; add it to verification/Contract/States");
        if (!state.IsShared) return await state.SetUp(_context, cancellationToken);
        if (_shared.TryGetValue(name, out StateValues? values)) return values;
        return _shared[name] = await state.SetUp(_sharedContext, cancellationToken);
    }
}
