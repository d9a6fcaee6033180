using System.Text;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;
using OpenCode.Verification.Contract.Interactions;
using OpenCode.Verification.Contract.Pacts;
using OpenCode.Verification.Contract.States;
using OpenCode.Verification.Outcomes;
using OpenCode.Verification.Recording;

namespace OpenCode.Verification.Servers;

/// <summary>A server that somebody else started: what is made on it is removed, and it is asked for nothing that would harm it.</summary>
internal sealed class BorrowedServer : VerifiedServer
{
    private const int Unauthorized = 401;
    private static readonly TimeSpan _signOfLife = TimeSpan.FromSeconds(10);

    private static readonly Dictionary<string, Interaction> _interactions =
        AllInteractions.List.ToDictionary(static i => i.Description, StringComparer.Ordinal);

    private readonly RunningServer _server;
    private readonly ServerIdentity _identity;
    private readonly TimeProvider _time;
    private readonly MadeThings _made = new();
    private readonly Action<string>? _progress;

    private BorrowedServer(RunningServer server, ServerIdentity identity, Action<string>? progress, TimeProvider time)
        => (_server, _identity, _progress, _time) = (server, identity, progress, time);

    public override Uri BaseUri => _server.Address;

    public override string Directory => _identity.Directory;

    public override bool RefusesStrangers => _identity.RefusesStrangers;

    public override IReadOnlyDictionary<string, string> Headers
    {
        get
        {
            var headers = new Dictionary<string, string>();
            if (_server.Directory is { } directory) headers["x-opencode-directory"] = Uri.EscapeDataString(directory);
            if (_server.Password.Length > 0)
                headers["Authorization"] = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_server.UserName}:{_server.Password}"))}";
            return headers;
        }
    }

    protected override (string UserName, string Password) Credentials => (_server.UserName, _server.Password);

    /// <summary>Finds out what a server is.</summary>
    /// <exception cref="RunningServerException">It is not there, refuses the password, or is no OpenCode server.</exception>
    public static async Task<ServerIdentity> IdentifyAsync(RunningServer server, CancellationToken cancellationToken)
    {
        using OpenCodeClient client = Asking(server, server.Password), stranger = Asking(server, "");
        return await ServerIdentity.AskAsync(server, client, stranger, cancellationToken);
    }

    /// <summary>Puts a proxy before a server; nothing is made on it yet.</summary>
    public static async Task<BorrowedServer> ConnectAsync(
        RunningServer server, ServerIdentity identity, RecordingProxyOptions recording, Action<string>? progress, CancellationToken cancellationToken)
    {
        var made = new BorrowedServer(server, identity, progress, recording.TimeProvider);
        try
        {
            // What states are made of is not part of what is judged, but has to be removed, too.
            RecordingProxy noting = made.Own(await RecordingProxy.StartAsync(server.Address, new() { Receivers = [made._made] }, cancellationToken));
            made.Client = made.Connect(noting.BaseUri);
            var options = new RecordingProxyOptions { Receivers = [.. recording.Receivers, made._made], TimeProvider = recording.TimeProvider };
            made.Proxy = made.Own(await RecordingProxy.StartAsync(server.Address, options, cancellationToken));
            made.States = made.Own(await StateServer.StartAsync(() => new StateContext(made.Client, made.Directory, own: null), cancellationToken));
            return made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    public override async Task<OfferedOperations> ReadOfferedAsync(CancellationToken cancellationToken)
        => await OfferedOperations.ReadServedAsync(Client, cancellationToken)
            ?? throw new RunningServerException($"The server at {Address(_server)} serves no OpenAPI document at /doc, so nobody knows what it offers.");

    public override async Task<T> WhileItLastsAsync<T>(Func<CancellationToken, Task<T>> action, CancellationToken cancellationToken)
    {
        using OpenCodeClient client = Asking(_server, _server.Password);
        var watch = new ServerWatch(token => client.SendRawAsync(HttpMethod.Get, "/global/health", cancellationToken: token), Address(_server), _time);
        return await watch.WhileItLastsAsync(action, cancellationToken);
    }

    public override string? WhyNot(Operation operation) => SparedOperations.ReasonOf(operation, _server.AllowsDestructive);

    public override string? WhyNot(PactInteraction interaction)
    {
        if (OperationCatalog.Find(interaction.Operation) is { } operation && WhyNot(operation) is { } spared) return spared;
        if (interaction.Status == Unauthorized && !RefusesStrangers) return "The server lets in whoever comes, so nobody can be refused.";
        ProviderState? state = interaction.State is { } name ? StateServer.StateOf(name) : null;
        if (state?.Uses is { } uses && OperationCatalog.Find(uses) is { } used && WhyNot(used) is not null)
            return $"Its state '{state.Name}' needs {uses}, which is not sent.";
        return (state?.Needs is { } need and not ServerNeed.None ? need : _interactions.GetValueOrDefault(interaction.Description)?.Needs) switch
        {
            ServerNeed.Model => "Needs a model that answers as it is told, which only the verification's own server has.",
            ServerNeed.ContextServer => "Needs the context server of the verification, which only the verification's own server has.",
            ServerNeed.Project => "Needs files or settings of a project that only the verification's own server has for certain.",
            _ => null,
        };
    }

    public override async ValueTask DisposeAsync()
    {
        if (_made.Count > 0)
        {
            using OpenCodeClient client = Connect(_server.Address);
            int left = await _made.RemoveAsync(client);
            if (left > 0) _progress?.Invoke($"The server at {Address(_server)} answers no more; {left} of the {_made.Count} things made there may be left.");
        }

        await base.DisposeAsync();
    }

    private static string Address(RunningServer server) => server.Address.GetLeftPart(UriPartial.Path).TrimEnd('/');

    private static OpenCodeClient Asking(RunningServer server, string password) => new(new OpenCodeClientOptions
    {
        BaseUri = server.Address,
        Directory = server.Directory,
        UserName = password.Length == 0 ? null : server.UserName,
        Password = password,
        Budgets = new RequestBudgets { Total = _signOfLife },
    });
}
