using OpenCode.Contract.Tests.Consumer;
using OpenCode.Core.Operations;
using OpenCode.Hosting;
using OpenCode.Pact;
using OpenCode.Pact.Provider;
using OpenCode.Verification;
using OpenCode.Verification.Conformance;
using OpenCode.Verification.Contract.Interactions;
using OpenCode.Verification.Contract.Pacts;
using OpenCode.Verification.Outcomes;
using OpenCode.Verification.Recording;
using OpenCode.Verification.Results;
using OpenCode.Verification.Servers;
using OpenCode.Verification.Traffic;

namespace OpenCode.Contract.Tests.Mutations;

/// <summary>A live server of the pinned release, which is verified again and again, each time through a proxy that changes its answers.</summary>
public sealed class MutatedServer : IAsyncLifetime
{
    private VerificationSandbox _sandbox = null!;
    private OfferedOperations _offered = null!;

    public async ValueTask InitializeAsync()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        OpenCodeInstallation installation = await OpenCodeInstallation.EnsureAsync(cancellationToken: token);
        _sandbox = await VerificationSandbox.StartAsync(installation, new RecordingProxyOptions(), cancellationToken: token);
        _offered = await OfferedOperations.ReadAsync(installation, _sandbox.Client, token);
    }

    // Not there when it could not be started.
    public ValueTask DisposeAsync() => _sandbox?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Verifies some interactions.</summary>
    /// <param name="descriptions">The interactions; at most one of each operation, where answers are changed.</param>
    /// <param name="mutate">Changes answers.</param>
    /// <param name="cancellationToken">Ends the verification.</param>
    /// <param name="receivers">Are told of what was sent on.</param>
    /// <returns>What was found out about their operations.</returns>
    internal async Task<IReadOnlyDictionary<string, SubjectResult>> VerifyAsync(
        IReadOnlySet<string> descriptions, Func<RecordedExchange, MutatedResponse?> mutate, CancellationToken cancellationToken,
            params IEnumerable<ITrafficReceiver> receivers)
    {
        var traffic = new ConformanceCheck(KnownDifferences.OfPinnedRelease);
        var answers = new ResponseLog();
        await using RecordingProxy proxy = await RecordingProxy.StartAsync(
            _sandbox.Sandbox.BaseUri,
            new RecordingProxyOptions { Receivers = [traffic, answers, .. receivers], Mutate = mutate },
            cancellationToken);
        var findings = new Findings
        {
            Offered = _offered,
            Interactions = await AskAsync(descriptions, proxy.BaseUri, cancellationToken),
            Events = [],
            Traffic = traffic,
            PactDrifts = new PactDrifts(answers, KnownDifferences.OfPinnedRelease),
            StateFailures = _sandbox.States.Failures,
            Sockets = new Dictionary<string, string?>(),
        };
        HashSet<string> operations = [.. descriptions.Select(PactInteraction.OperationOf)];
        return findings.Operations.Where(o => operations.Contains(o.Operation)).ToDictionary(static o => o.Operation);
    }

    private Task<IReadOnlyList<(PactInteraction Interaction, InteractionResult Result)>> AskAsync(IReadOnlySet<string> descriptions, Uri address,
        CancellationToken cancellationToken)
        => PactFile.Requests.VerifyAsync(
            i => descriptions.Contains(i.Description),
            file => new VerificationPlan
            {
                Provider = RequestPacts.Provider,
                Address = address,
                Pacts = [file],
                States = _sandbox.States.Address,
                Headers = _sandbox.Headers,
            },
            cancellationToken);
}
