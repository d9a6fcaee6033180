using System.Text.Json;
using OpenCode.Core.Operations;
using OpenCode.Hosting;
using OpenCode.Pact;
using OpenCode.Pact.Provider;
using OpenCode.Verification.Conformance;
using OpenCode.Verification.Contract.Pacts;
using OpenCode.Verification.Events;
using OpenCode.Verification.Har;
using OpenCode.Verification.Judging;
using OpenCode.Verification.Outcomes;
using OpenCode.Verification.Provocations;
using OpenCode.Verification.Recording;
using OpenCode.Verification.Repairs;
using OpenCode.Verification.Results;
using OpenCode.Verification.Schemas;
using OpenCode.Verification.Servers;
using OpenCode.Verification.Sockets;
using OpenCode.Verification.Traffic;

namespace OpenCode.Verification;

/// <summary>Verifies one release: its running server against what the client needs.</summary>
/// <param name="time">Measures how long it takes; null for the system's clock.</param>
public sealed class ReleaseVerification(TimeProvider? time = null)
{
    private const string Provider = "opencode";
    private const int Unauthorized = 401;
    private const string PastConversation = "a conversation of the second API";
    private static readonly TimeSpan _patienceForPast = TimeSpan.FromSeconds(3);

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly IReadOnlyList<string> _operations = [];
    private readonly OperationFilter _asked = OperationFilter.All;

    /// <summary>
    /// A folder that receives everything the server sent, as a HAR file a release (see <see cref="HarWriter"/>); made when it is not there.
    /// Null, the default, for none.
    /// </summary>
    public DirectoryInfo? TrafficFolder { get; init; }

    /// <summary>Who compares answers and events with the spec. Pacts are verified all the same.</summary>
    public TrafficJudge Judge { get; init; }

    /// <summary>
    /// Receives an OpenAPI Overlay with what would make the document true of the server that was verified, beyond the repairs that it has; what no
    /// action was found for is listed in it under <c>x-unrepaired</c>. Null, the default, for none. Of several releases the last one stays.
    /// </summary>
    public FileInfo? Suggestion { get; init; }

    /// <summary>
    /// Gets a sentence when something that a verification needs is installed first: the Pact core, ripgrep. Null, the default, for nobody.
    /// It may be called from several threads.
    /// </summary>
    public Action<string>? Progress { get; init; }

    /// <summary>
    /// The operations to verify: ids such as <c>session.list</c>, in which <c>*</c> stands for any part (<c>session.*</c>). Empty, the default, for all.
    /// Events belong to the operation of their stream, and fewer of them are sent when less is done.
    /// </summary>
    /// <exception cref="FormatException">One of them fits no operation; the message names it.</exception>
    public IReadOnlyList<string> Operations
    {
        get => _operations;
        init => (_operations, _asked) = (value, OperationFilter.Parse(value));
    }

    /// <summary>
    /// The part of these operations to verify; null, the default, for all of them. Each part also says what it saw of events
    /// whose stream is in another one, as each provokes others of them.
    /// </summary>
    public Shard? Shard { get; init; }

    private OperationFilter Filter => _asked.In(Shard);

    /// <summary>Starts the server of a release and finds out which operations and events hold.</summary>
    /// <param name="installation">The release.</param>
    /// <param name="cancellationToken">Ends the server and the verification.</param>
    /// <returns>What was found; never an exception for what a server does wrong.</returns>
    /// <exception cref="OpenCodeServerException">The server did not start, or ended by itself meanwhile: then nothing is known about it.
    /// Or ripgrep could not be installed.</exception>
    /// <exception cref="PactCoreException">The Pact core could not be installed, or could not run.</exception>
    /// <exception cref="IOException">The file of the traffic could not be written.</exception>
    public async Task<VersionResult> RunAsync(OpenCodeInstallation installation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(installation);
        _ = await PactCoreInstallation.EnsureAsync(Progress, cancellationToken);
        long start = _time.GetTimestamp();
        var traffic = new ConformanceCheck(KnownDifferences.OfPinnedRelease, Judge);
        var library = new EventLibrary();
        var answers = new ResponseLog();
        using HarWriter? har = OpenTraffic(installation.Version);
        // Of another release it would say nothing, unless somebody asks what its document would have to say.
        RepairCheck? repairs = Suggestion is not null || installation.Version == KnownDifferences.Unrepaired.Release
            ? new RepairCheck(KnownDifferences.Repaired, SchemaJudge.OfPinnedRelease)
            : null;
        ITrafficReceiver[] receivers = [traffic, library, answers, .. new ITrafficReceiver?[] { repairs, har }.OfType<ITrafficReceiver>()];
        await using VerificationSandbox sandbox = await VerificationSandbox.StartAsync(
            installation, new RecordingProxyOptions { Receivers = receivers, TimeProvider = _time }, Progress, cancellationToken);
        answers.Name(sandbox.Sandbox.Server.Home, "$HOME");
        answers.Name(sandbox.Sandbox.Directory, "$PROJECT");
        Findings findings = await new ServerLife(sandbox.Sandbox.Server, installation.Version).WhileItLastsAsync(
            alive => FindAsync(installation, sandbox, traffic, library, answers, alive), cancellationToken);
        if (Suggestion is not null) await SuggestAsync(repairs!, installation.Version, cancellationToken);
        return new VersionResult
        {
            Version = installation.Version,
            Shard = Shard,
            Operations = findings.Operations,
            Events = findings.EventTypes,
            UnknownOperations = findings.Offered.Unknown,
            DisappearedDifferences = [.. traffic.Disappeared.Where(d => Filter.Touches(d.Operation)).Concat(Unshown(repairs, installation.Version))
                .Select(static d => d.ToString())],
            Duration = _time.GetElapsedTime(start),
        };
    }

    private async Task<Findings> FindAsync(
        OpenCodeInstallation installation, VerificationSandbox sandbox, ConformanceCheck traffic, EventLibrary library, ResponseLog answers,
            CancellationToken cancellationToken)
    {
        OfferedOperations offered = await OfferedOperations.ReadAsync(installation, sandbox.Client, cancellationToken);
        using OpenCodeClient recorded = sandbox.Connect(sandbox.Proxy.BaseUri);
        bool IsAsked(Operation operation) => Filter.Includes(operation.Id) && offered.Has(operation);
        var table = new ProvocationTable(PactRequests.Read(), IsAsked);
        var named = new NamedProvocations(IsAsked);
        using var provocations = new ProvocationRun(sandbox.Proxy.BaseUri, sandbox.Authorization);
        IReadOnlyList<(PactInteraction, InteractionResult)> interactions;
        Dictionary<string, string?> sockets = [];
        await using (new OpenStreams(recorded))
        {
            // First, while the server has nothing to tell of.
            await provocations.SendAsync(table.InPlainFolder(sandbox.MakePlainFolder()), cancellationToken);
            interactions = await VerifyRequestsAsync(sandbox, offered, cancellationToken);
            foreach (Operation socket in OperationCatalog.All.Where(o => o.Kind == OperationKind.WebSocket && Filter.Includes(o.Id) && offered.Has(o)))
                sockets[socket.Id] = await SocketCheck.TryAsync(sandbox, socket.Id, cancellationToken);
            if (Filter.IncludesEventsOf(OperationCatalog.V2SessionEvents.Id) && offered.Has(OperationCatalog.V2SessionEvents)
                && await sandbox.States.FindAsync(PastConversation, Filter.Includes(OperationCatalog.V2SessionEvents.Id), cancellationToken) is { } past)
            {
                await OpenStreams.ReadSessionAsync(recorded, past["sessionID"], _patienceForPast, cancellationToken);
            }

            // Last, as nobody knows what a refused request leaves behind.
            string? session = named.NeedsSession ? await sandbox.TryMakeSessionAsync(cancellationToken) : null;
            await provocations.SendAsync(table.All(sandbox.MissingFolder), cancellationToken);
            await provocations.SendAsync(named.OfFolder, cancellationToken);
            if (session is not null) await provocations.SendAsync(named.Of(session), cancellationToken);
        }

        return new Findings
        {
            Offered = offered,
            Filter = Filter,
            Interactions = interactions,
            Events = await VerifyEventsAsync(library, cancellationToken),
            Traffic = traffic,
            PactDrifts = new PactDrifts(answers, KnownDifferences.OfPinnedRelease),
            StateFailures = sandbox.States.Failures,
            Sockets = sockets,
        };
    }

    // What another release does not show, it has never shown.
    private IEnumerable<KnownDifference> Unshown(RepairCheck? repairs, string version) => repairs is null || version != KnownDifferences.Unrepaired.Release
        ? []
        : repairs.Unshown.Where(d => Filter.Touches(d.Operation) && (d.EventType is null || _operations.Count == 0));

    private async Task SuggestAsync(RepairCheck repairs, string version, CancellationToken cancellationToken)
    {
        var overlay = SuggestedOverlay.Of(repairs.Unrepaired.Where(s => Filter.Touches(s.Drift.Operation)), SchemaJudge.OfPinnedRelease);
        Suggestion!.Directory?.Create();
        await File.WriteAllTextAsync(Suggestion.FullName, overlay.Write(version), cancellationToken);
        int all = overlay.Repaired + overlay.Left.Count;
        Progress?.Invoke($"'{Suggestion.Name}' repairs {overlay.Repaired} of {all} differences between the document and {version}.");
    }

    private HarWriter? OpenTraffic(string version)
    {
        if (TrafficFolder is null) return null;
        TrafficFolder.Create();

        // Any address is as good as the one that the server happened to have.
        return new HarWriter(File.Create(Path.Combine(TrafficFolder.FullName, $"{version}.har")), new Uri("http://127.0.0.1:4096"), _time);
    }

    private async Task<IReadOnlyList<(PactInteraction, InteractionResult)>> VerifyRequestsAsync(
        VerificationSandbox sandbox, OfferedOperations offered, CancellationToken cancellationToken)
    {
        PactFile pact = PactFile.Requests;
        bool IsOffered(PactInteraction interaction)
            => Filter.Includes(interaction.Operation) && OperationCatalog.Find(interaction.Operation) is { } operation && offered.Has(operation);
        VerificationPlan Plan(string file) => new() { Provider = Provider, Address = sandbox.Proxy.BaseUri, Pacts = [file], States = sandbox.States.Address };
        VerificationPlan PlanWithPassword(string file)
            => Plan(file) with { Headers = new Dictionary<string, string> { ["Authorization"] = sandbox.Authorization } };
        return
        [
            .. await pact.VerifyAsync(i => IsOffered(i) && i.Status != Unauthorized, PlanWithPassword, cancellationToken),
            .. await pact.VerifyAsync(i => IsOffered(i) && i.Status == Unauthorized, Plan, cancellationToken),
        ];
    }

    private async Task<IReadOnlyList<(PactInteraction, InteractionResult?)>> VerifyEventsAsync(EventLibrary library, CancellationToken cancellationToken)
    {
        PactFile pact = PactFile.Events;
        ILookup<bool, PactInteraction> interactions = pact.Interactions
            .Where(i => Filter.IncludesEventsOf(i.Operation)).ToLookup(i => library.Find(EventDescription.Parse(i.Description)) is not null);
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
