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
    /// Hears where a verification is: when a phase begins, with each interaction or request of it, and when there is something to say, as what is
    /// installed first. Null, the default, for nobody. It may be called from several threads, for several releases at a time, and should return at once.
    /// </summary>
    public Action<VerificationProgress>? Progress { get; init; }

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
        return await RunAsync(
            installation.Version,
            async options => await VerificationSandbox.StartAsync(installation, options, SayFor(installation.Version), cancellationToken),
            cancellationToken);
    }

    /// <summary>
    /// Finds out which operations and events of a running server hold. What is needed there is made through its API and removed at the end; what would
    /// harm it, or needs what only a server of our own has, counts as not reachable and says so.
    /// </summary>
    /// <param name="server">The server. Its release is what it says itself.</param>
    /// <param name="cancellationToken">Ends the verification; what was made is removed all the same.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="RunningServerException">It is not there, refuses the password, is no OpenCode server, or ended meanwhile.</exception>
    /// <exception cref="PactCoreException">The Pact core could not be installed, or could not run.</exception>
    /// <exception cref="IOException">The file of the traffic could not be written.</exception>
    public async Task<VersionResult> RunAsync(RunningServer server, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(server);
        ServerIdentity identity = await BorrowedServer.IdentifyAsync(server, cancellationToken);
        Action<string>? say = SayFor(identity.Version);
        say?.Invoke(
            $"{server.Address} is OpenCode {identity.Version}. Sessions and terminals are made there in {identity.Directory}, and removed at the end."
            + (server.AllowsDestructive ? " As allowed, settings, keys, worktrees and the rest are changed, too, and not all of it is undone." : ""));
        return await RunAsync(
            identity.Version, async options => await BorrowedServer.ConnectAsync(server, identity, options, say, cancellationToken), cancellationToken);
    }

    private async Task<VersionResult> RunAsync(
        string version, Func<RecordingProxyOptions, Task<VerifiedServer>> connect, CancellationToken cancellationToken)
    {
        _ = await PactCoreInstallation.EnsureAsync(SayFor(version), cancellationToken);
        long start = _time.GetTimestamp();
        var traffic = new ConformanceCheck(KnownDifferences.OfPinnedRelease, Judge);
        var library = new EventLibrary();
        var answers = new ResponseLog();
        using HarWriter? har = OpenTraffic(version);
        // Of another release it would say nothing, unless somebody asks what its document would have to say.
        RepairCheck? repairs = Suggestion is not null || version == KnownDifferences.Unrepaired.Release
            ? new RepairCheck(KnownDifferences.Repaired, SchemaJudge.OfPinnedRelease)
            : null;
        ITrafficReceiver[] receivers = [traffic, library, answers, .. new ITrafficReceiver?[] { repairs, har }.OfType<ITrafficReceiver>()];
        Progress?.Invoke(new VerificationProgress(version, VerificationPhase.Starting));
        await using VerifiedServer server = await connect(new RecordingProxyOptions { Receivers = receivers, TimeProvider = _time });
        if (server is VerificationSandbox sandbox) answers.Name(sandbox.Sandbox.Server.Home, "$HOME");
        answers.Name(server.Directory, "$PROJECT");
        var pass = new VerificationPass(server, Filter, traffic, library, answers)
        {
            Progress = (phase, done, total) => Progress?.Invoke(new VerificationProgress(version, phase, done, total)),
        };
        Findings findings = await server.WhileItLastsAsync(pass.RunAsync, cancellationToken);
        if (Suggestion is not null) await SuggestAsync(repairs!, version, cancellationToken);
        return new VersionResult
        {
            Version = version,
            Shard = Shard,
            Operations = findings.Operations,
            Events = findings.EventTypes,
            UnknownOperations = findings.Offered.Unknown,
            DisappearedDifferences = [.. traffic.Disappeared.Where(d => Filter.Touches(d.Operation))
                .Concat(server is VerificationSandbox ? Unshown(repairs, version) : []).Select(static d => d.ToString())],
            Duration = _time.GetElapsedTime(start),
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
        string said = $"'{Suggestion.Name}' repairs {overlay.Repaired} of {all} differences between the document and {version}.";
        Progress?.Invoke(new VerificationProgress(version, VerificationPhase.Events, Message: said));
    }

    private Action<string>? SayFor(string version)
        => Progress is null ? null : text => Progress(new VerificationProgress(version, VerificationPhase.Installing, Message: text));

    private HarWriter? OpenTraffic(string version)
    {
        if (TrafficFolder is null) return null;
        TrafficFolder.Create();

        // Any address is as good as the one that the server happened to have.
        return new HarWriter(File.Create(Path.Combine(TrafficFolder.FullName, $"{version}.har")), new Uri("http://127.0.0.1:4096"), _time);
    }
}
