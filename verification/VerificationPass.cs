using OpenCode.Core.Operations;
using OpenCode.Pact.Provider;
using OpenCode.Verification.Conformance;
using OpenCode.Verification.Contract.Pacts;
using OpenCode.Verification.Events;
using OpenCode.Verification.Outcomes;
using OpenCode.Verification.Provocations;
using OpenCode.Verification.Servers;
using OpenCode.Verification.Sockets;

namespace OpenCode.Verification;

/// <summary>Asks one server everything that a verification asks, while its traffic is recorded.</summary>
/// <param name="server">The server.</param>
/// <param name="filter">The operations that are asked.</param>
/// <param name="traffic">Has judged what the server sent.</param>
/// <param name="library">Has the events that the server sent.</param>
/// <param name="answers">Has the last answers of the server.</param>
internal sealed class VerificationPass(VerifiedServer server, OperationFilter filter, ConformanceCheck traffic, EventLibrary library, ResponseLog answers)
{
    private const string Provider = "opencode";
    private const int Unauthorized = 401;
    private const string PastState = "a conversation of the second API";
    private static readonly TimeSpan _patienceForPast = TimeSpan.FromSeconds(3);

    /// <summary>Hears of each phase, and how much of it is done.</summary>
    public required Action<VerificationPhase, int, int> Progress { get; init; }

    /// <summary>Does it.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Findings> RunAsync(CancellationToken cancellationToken)
    {
        OfferedOperations offered = await server.ReadOfferedAsync(cancellationToken);
        using OpenCodeClient recorded = server.Connect(server.Proxy.BaseUri);
        bool IsAsked(Operation operation) => filter.Includes(operation.Id) && offered.Has(operation) && server.WhyNot(operation) is null;
        var table = new ProvocationTable(PactRequests.Read(), IsAsked);
        var named = new NamedProvocations(IsAsked);
        using var provocations = new ProvocationRun(server.Proxy.BaseUri, server.Headers);
        IReadOnlyList<(PactInteraction, InteractionResult)> interactions;
        IReadOnlyList<Provocation> looks = Looks(offered);
        Dictionary<string, string?> sockets = [];
        bool makesPast = filter.Includes(OperationCatalog.V2SessionEvents.Id) && server is VerificationSandbox;
        await using (new OpenStreams(recorded))
        {
            // First, while the server has nothing to tell of.
            if (server.MakePlainFolder() is { } plain) await provocations.SendAsync(table.InPlainFolder(plain), cancellationToken);
            interactions = await VerifyRequestsAsync(offered, cancellationToken);
            await provocations.SendAsync(looks, cancellationToken);
            foreach (Operation socket in OperationCatalog.All.Where(o => o.Kind == OperationKind.WebSocket && filter.Includes(o.Id) && offered.Has(o)))
                sockets[socket.Id] = await SocketCheck.TryAsync(server, socket.Id, cancellationToken);
            if (filter.IncludesEventsOf(OperationCatalog.V2SessionEvents.Id) && offered.Has(OperationCatalog.V2SessionEvents)
                && await server.States.FindAsync(PastState, makesPast, cancellationToken) is { } past)
            {
                await OpenStreams.ReadSessionAsync(recorded, past["sessionID"], _patienceForPast, cancellationToken);
            }

            // Last, as nobody knows what a refused request leaves behind.
            Provocation[] general = [.. table.All(server.MissingFolder), .. named.OfFolder];
            int asked = 0, all = general.Length + named.Of("").Count();
            provocations.Sent = () => Progress(VerificationPhase.Provocations, ++asked, all);
            Progress(VerificationPhase.Provocations, 0, all);
            string? session = named.NeedsSession ? await server.TryMakeSessionAsync(cancellationToken) : null;
            await provocations.SendAsync(general, cancellationToken);
            if (session is not null) await provocations.SendAsync(named.Of(session), cancellationToken);
        }

        return new Findings
        {
            Offered = offered,
            Filter = filter,
            Interactions = interactions,
            Events = await VerifyEventsAsync(cancellationToken),
            Traffic = traffic,
            PactDrifts = new PactDrifts(answers, KnownDifferences.OfPinnedRelease),
            StateFailures = server.States.Failures,
            LookedAt = looks.Select(static l => l.Operation.Id).ToHashSet(),
            NotTried = PactFile.Requests.Interactions.Where(i => IsOffered(offered, i)).Select(i => (i.Operation, Why: server.WhyNot(i)))
                .Concat(OperationCatalog.All.Select(o => (Operation: o.Id, Why: server.WhyNot(o))))
                .Where(static i => i.Why is not null).ToLookup(static i => i.Operation, static i => i.Why!),
            Sockets = sockets,
        };
    }

    // What a server has in its place is not what a pact needs, but it can be decoded all the same.
    private IReadOnlyList<Provocation> Looks(OfferedOperations offered) =>
    [
        .. PactFile.Requests.Interactions.Where(i => i is { State: null, IsSuccess: true, RequestQuery: "" })
            .Where(i => IsOffered(offered, i) && server.WhyNot(i) is not null)
            .Select(static i => OperationCatalog.Find(i.Operation)!).Distinct()
            .Where(o => o.Method == HttpMethod.Get && !o.PathTemplate.AsSpan().ContainsAny('{', '*') && server.WhyNot(o) is null)
            .Select(static o => new Provocation(o, "as it is") { Path = o.PathTemplate }),
    ];

    private bool IsOffered(OfferedOperations offered, PactInteraction interaction)
        => filter.Includes(interaction.Operation) && OperationCatalog.Find(interaction.Operation) is { } operation && offered.Has(operation);

    private async Task<IReadOnlyList<(PactInteraction, InteractionResult)>> VerifyRequestsAsync(
        OfferedOperations offered, CancellationToken cancellationToken)
    {
        PactFile pact = PactFile.Requests;
        bool IsTried(PactInteraction interaction) => IsOffered(offered, interaction) && server.WhyNot(interaction) is null;
        VerificationPlan PlanOf(string file, IEnumerable<KeyValuePair<string, string>> headers) => new()
        {
            Provider = Provider,
            Address = server.Proxy.BaseUri,
            Pacts = [file],
            States = server.States.Address,
            Headers = headers.ToDictionary(),
            RequestTimeout = VerifiedServer.RequestLimit,
        };
        VerificationPlan Plan(string file) => PlanOf(file, server.Headers);
        VerificationPlan PlanOfStranger(string file) => PlanOf(file, server.Headers.Where(static h => h.Key != "Authorization"));
        int tried = 0, all = pact.Interactions.Count(IsTried);
        Progress(VerificationPhase.Contract, 0, all);
        server.States.Asked = () => Progress(VerificationPhase.Contract, Math.Min(Interlocked.Increment(ref tried), all), all);
        return
        [
            .. await pact.VerifyAsync(i => IsTried(i) && i.Status != Unauthorized, Plan, cancellationToken),
            .. await pact.VerifyAsync(i => IsTried(i) && i.Status == Unauthorized, PlanOfStranger, cancellationToken),
        ];
    }

    private async Task<IReadOnlyList<(PactInteraction, InteractionResult?)>> VerifyEventsAsync(CancellationToken cancellationToken)
    {
        PactFile pact = PactFile.Events;
        Progress(VerificationPhase.Events, 0, 0);
        ILookup<bool, PactInteraction> interactions = pact.Interactions
            .Where(i => filter.IncludesEventsOf(i.Operation)).ToLookup(i => library.Find(EventDescription.Parse(i.Description)) is not null);
        IEnumerable<(PactInteraction, InteractionResult?)> verified = [];
        if (interactions.Contains(true))
        {
            HashSet<string> sent = [.. interactions[true].Select(static i => i.Description)];
            await using EventMessages messages = await EventMessages.StartAsync(library, cancellationToken);
            VerificationPlan Plan(string file)
                => new() { Provider = $"{Provider}-events", Address = messages.Address, Pacts = [file], Messages = messages.Address };
            verified =
                (await pact.VerifyAsync(i => sent.Contains(i.Description), Plan, cancellationToken)).Select(
                    static v => (v.Interaction, (InteractionResult?)v.Result));
        }

        return [.. verified, .. interactions[false].Select(static i => (i, (InteractionResult?)null))];
    }
}
