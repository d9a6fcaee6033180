namespace OpenCode.Contract.Tests.Static;

/// <summary>The committed pacts agree with the spec, apart from what is listed; no server is needed to see that.</summary>
public sealed class StaticGateTests
{
    private static readonly KnownDisagreements _known = KnownDisagreements.Read();
    private static readonly IReadOnlyList<CommittedPact> _pacts = CommittedPact.ReadAll();

    [Fact]
    public async Task Pacts_and_spec_disagree_only_where_it_is_known()
    {
        IReadOnlyList<Disagreement> found =
            await new PactComparator().CompareAsync(ReadableSpec.Read(_known.Limits), _pacts, TestContext.Current.CancellationToken);

        (string Interaction, int Status)[] requests = [.. _pacts.SelectMany(static p => p.Requests)];
        Assert.NotEmpty(requests);
        IReadOnlyList<string> surprises = _known.Judge(found, requests);
        Assert.True(surprises.Count == 0, $"Correct the interaction, or tests/Contract/Static/known-disagreements.json:\n{string.Join('\n', surprises)}");
    }

    public static TheoryData<string> Limits => [.. _known.Limits.Select(static l => l.Keyword)];

    [Theory, MemberData(nameof(Limits))]
    public async Task A_listed_limit_is_still_one(string keyword)
    {
        IReadOnlyList<Disagreement> found = await new PactComparator()
            .CompareAsync(ReadableSpec.Read(_known.Limits.Where(l => l.Keyword != keyword)), _pacts, TestContext.Current.CancellationToken);

        Assert.True(found.Any(f => !_known.Disagreements.Any(d => d.Explains(f))),
            $"The comparator copes with '{keyword}' now: take it out of known-disagreements.json.");
    }
}
