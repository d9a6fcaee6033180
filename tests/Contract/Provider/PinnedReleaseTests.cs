using OpenCode.Contract.Tests.Consumer;
using OpenCode.Core.Operations;
using OpenCode.Verification;
using OpenCode.Verification.Conformance;
using OpenCode.Verification.Contract.Pacts;
using OpenCode.Verification.Har;
using OpenCode.Verification.Outcomes;
using OpenCode.Verification.Repairs;
using OpenCode.Verification.Results;
using OpenCode.Verification.RoundTrips;
using OpenCode.Verification.Schemas;
using OpenCode.Verification.Traffic;

namespace OpenCode.Contract.Tests.Provider;

/// <summary>The pinned release holds the pacts: every request and event, verified by the genuine core against its running server.</summary>
public sealed class PinnedReleaseTests(PinnedVerification verification) : IClassFixture<PinnedVerification>
{
    private const int FewestVerified = 165;
    private const int FewestResponses = 200;
    private const int FewestEvents = 2_000;

    private VersionResult Result => verification.Result;

    [Fact]
    public void No_operation_and_no_event_differs_but_where_known()
    {
        IEnumerable<Drift> unknown = Result.Operations.Concat(Result.Events).SelectMany(static s => s.Drifts).Where(static d => d.KnownReason is null);
        Assert.True(Result.Holds, string.Join('\n', unknown));
    }

    [Fact]
    public void Every_operation_of_the_client_is_accounted_for()
    {
        Assert.Equal(OperationCatalog.All.Select(static o => o.Id).Order(StringComparer.Ordinal), Result.Operations.Select(static o => o.Operation));
        Assert.All(Result.Operations.Where(static o => o.Outcome == Outcome.NotReachable), static o => Assert.NotNull(o.Reason));
        Assert.True(Result.Count(Outcome.Held) >= FewestVerified, $"Only {Result.Count(Outcome.Held)} operations were verified.");
    }

    [Fact]
    public void Exactly_the_operations_that_are_listed_as_unreachable_are() => Assert.Equal(
        Unreachable.Reasons.Keys.Order(StringComparer.Ordinal),
        Result.Operations.Where(static o => o.Outcome == Outcome.NotReachable).Select(static o => o.Operation));

    [Fact]
    public void Every_event_of_the_pacts_was_sent_in_every_kind() =>
        Assert.All(Result.Events,
            static e => Assert.True(e is { Outcome: Outcome.Held, Reason: null }, $"{e.Operation} {e.EventType}: {e.Outcome}, {e.Reason}"));

    [Fact]
    public void Every_interaction_could_be_tried_and_held_but_where_known() => Assert.All(
        Result.Operations.Where(static o => o.InteractionsFailed > 0),
        static o => Assert.Contains(o.Drifts, static d => d.KnownReason is not null));

    [Fact]
    public void No_known_difference_has_disappeared() => Assert.Empty(Result.DisappearedDifferences);

    /// <summary>With its repairs, the document says all that the server sends; what is left is listed as known.</summary>
    [Fact]
    public async Task The_repaired_document_has_no_difference_but_where_known()
    {
        var check = new RepairCheck(KnownDifferences.None, PinnedDocument.Judge());
        await HarFile.ReadAsync(verification.Traffic.FullName, null, ((ITrafficReceiver)check).Add, TestContext.Current.CancellationToken);

        Assert.DoesNotContain(check.Unrepaired.Select(static s => s.Drift), static d => !KnownDifferences.Unrepaired.All.Any(k => k.Explains(d)));
    }

    [Fact]
    public void The_release_has_no_operation_that_the_client_lacks() => Assert.Empty(Result.UnknownOperations);

    /// <summary>What comes from a server goes back to it as it came, also where the server breaks its own document.</summary>
    [Fact]
    public async Task Every_response_and_event_comes_back_from_the_client_as_it_was()
    {
        var check = new RoundTripCheck();
        await HarFile.ReadAsync(verification.Traffic.FullName, null, check.Add, TestContext.Current.CancellationToken);

        Assert.True(check.Losses.Count == 0, $"{check.Responses} responses and {check.Events} events came back; not whole:\n{string.Join('\n', check.Losses)}");
        Assert.InRange(check.Responses.Decoded, FewestResponses, int.MaxValue);
        Assert.InRange(check.Events.Decoded, FewestEvents, int.MaxValue);
    }

    /// <summary>Two judges that have no code in common: what only one of them sees is a defect of one, or is listed with its reason.</summary>
    [Fact]
    public async Task The_client_and_the_schemas_of_the_repaired_document_judge_every_response_and_event_alike()
    {
        var comparison = new JudgeComparison(PinnedDocument.Judge());
        await HarFile.ReadAsync(verification.Traffic.FullName, null, comparison.Add, TestContext.Current.CancellationToken);

        Assert.All(comparison.Disagreements, static d => Assert.Contains(KnownDifferences.Unrepaired.All, k => k.SeenBy is not null && k.Explains(d)));
        Assert.InRange(comparison.Compared, FewestResponses + FewestEvents, int.MaxValue);
    }

    [Fact]
    public async Task The_recorded_traffic_of_the_verification_shows_the_same_differences()
    {
        await using StringWriter messages = new(), errors = new();
        int code = await new CheckTrafficRun { File = verification.Traffic }.RunAsync(messages, errors, TestContext.Current.CancellationToken);

        Assert.Equal((CheckTrafficRun.Held, ""), (code, errors.ToString()));
        IEnumerable<Drift> known = Result.Operations.Concat(Result.Events).SelectMany(static s => s.Drifts).Where(static d => d.Source == DriftSource.Traffic);
        Assert.All(known.Where(static d => d.Status != 401), d => Assert.Contains($"{d.Operation} ", messages.ToString(), StringComparison.Ordinal));
    }
}
