using OpenCode.Contract.Tests.Consumer;
using OpenCode.Hosting;
using OpenCode.Pact;
using OpenCode.Verification;
using OpenCode.Verification.Releases;

namespace OpenCode.Contract.Tests.Mutations;

/// <summary>A live server of the pinned release, which is verified again and again, each time through a proxy that changes its answers.</summary>
internal sealed class MutatedServer : IAsyncDisposable
{
    private readonly VerificationSandbox _sandbox;
    private readonly OfferedOperations _offered;

    private MutatedServer(VerificationSandbox sandbox, OfferedOperations offered) => (_sandbox, _offered) = (sandbox, offered);

    public static async Task<MutatedServer> StartAsync(CancellationToken cancellationToken)
    {
        OpenCodeInstallation installation = await OpenCodeInstallation.EnsureAsync(null, cancellationToken);
        VerificationSandbox sandbox = await VerificationSandbox.StartAsync(installation, new RecordingProxyOptions(), cancellationToken);
        try
        {
            return new MutatedServer(sandbox, await OfferedOperations.ReadAsync(installation, sandbox.Client, cancellationToken));
        }
        catch
        {
            await sandbox.DisposeAsync();
            throw;
        }
    }

    /// <summary>Verifies some interactions.</summary>
    /// <param name="descriptions">The interactions; at most one of each operation, where answers are changed.</param>
    /// <param name="mutate">Changes answers.</param>
    /// <param name="cancellationToken">Ends the verification.</param>
    /// <param name="receivers">Are told of what was sent on.</param>
    /// <returns>What was found out about their operations.</returns>
    public async Task<IReadOnlyDictionary<string, SubjectResult>> VerifyAsync(
        IReadOnlySet<string> descriptions, Func<RecordedExchange, MutatedAnswer?> mutate, CancellationToken cancellationToken, params IEnumerable<ITrafficReceiver> receivers)
    {
        var traffic = new ConformanceCheck(KnownDifferences.OfPinnedRelease);
        var answers = new AnswerLog();
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

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    private async Task<IReadOnlyList<(PactInteraction, InteractionResult)>> AskAsync(IReadOnlySet<string> descriptions, Uri address, CancellationToken cancellationToken)
    {
        PactFile pact = PactFile.Requests;
        Dictionary<string, PactInteraction> interactions = pact.Interactions.Where(i => descriptions.Contains(i.Description)).ToDictionary(static i => i.Description);
        string folder = Directory.CreateTempSubdirectory("opencode-mutations-").FullName;
        try
        {
            string file = Path.Combine(folder, "pact.json");
            pact.Write(file, i => interactions.ContainsKey(i.Description));
            VerificationReport report = await PactVerifier.VerifyAsync(
                new VerificationPlan
                {
                    Provider = ContractPacts.Provider,
                    Address = address,
                    Pacts = [file],
                    States = _sandbox.States.Address,
                    Headers = new Dictionary<string, string> { ["Authorization"] = _sandbox.Authorization },
                },
                cancellationToken);
            return [.. report.Interactions.Select(r => (interactions[r.Description], r))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
