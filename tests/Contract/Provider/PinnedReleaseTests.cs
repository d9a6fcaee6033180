using OpenCode.Verification;
using OpenCode.Verification.Releases;

namespace OpenCode.Contract.Tests.Provider;

/// <summary>The pinned release holds the pacts: every request and event, verified by the genuine core against its running server.</summary>
public sealed class PinnedReleaseTests(PinnedVerification verification) : IClassFixture<PinnedVerification>
{
    private const int FewestVerified = 165;

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
        Assert.All(Result.Events, static e => Assert.True(e is { Outcome: Outcome.Held, Reason: null }, $"{e.Operation} {e.EventType}: {e.Outcome}, {e.Reason}"));

    [Fact]
    public void Every_interaction_could_be_tried_and_held_but_where_known() => Assert.All(
        Result.Operations.Where(static o => o.InteractionsFailed > 0),
        static o => Assert.Contains(o.Drifts, static d => d.KnownReason is not null));

    [Fact]
    public void No_known_difference_has_disappeared() => Assert.Empty(Result.DisappearedDifferences);

    [Fact]
    public void The_release_has_no_operation_that_the_client_lacks() => Assert.Empty(Result.UnknownOperations);

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
