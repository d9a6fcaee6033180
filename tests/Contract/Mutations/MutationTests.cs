using OpenCode.Core.Operations;
using OpenCode.Verification;
using OpenCode.Verification.Conformance;
using OpenCode.Verification.Contract.Pacts;
using OpenCode.Verification.Outcomes;
using OpenCode.Verification.Results;
using OpenCode.Verification.Traffic;

namespace OpenCode.Contract.Tests.Mutations;

/// <summary>
/// Does a verification notice when a server changes? What breaks a client must be caught and named, what does not must pass. The whole, with
/// every operation, takes minutes: <c>./build.sh mutations</c>.
/// </summary>
public sealed class MutationTests(MutatedServer server, ITestOutputHelper output) : IClassFixture<MutatedServer>
{
    [Fact]
    public Task A_changed_answer_of_a_live_server_is_noticed() => ChangeAnswersAsync(MutationSample.Quick, rounds: 1, fewestOperations: 50, fewestOfAKind: 2);

    [Fact(Explicit = true)]
    public Task A_changed_answer_of_any_operation_is_noticed()
        => ChangeAnswersAsync(MutationSample.All, MutationKinds.All.Count, fewestOperations: 60, fewestOfAKind: 20);

    [Fact]
    public Task A_change_at_any_place_of_an_answer_is_noticed_in_the_traffic() => ChangeEveryPlaceAsync(MutationSample.Quick, every: 5);

    [Fact(Explicit = true)]
    public Task A_change_at_any_place_of_any_answer_is_noticed_in_the_traffic() => ChangeEveryPlaceAsync(MutationSample.All, every: 1);

    /// <summary>A proxy changes one thing in the response of every operation; in every round another kind of thing.</summary>
    /// <remarks>In one round every kind is tried on a share of the operations; what it means at any place, the traffic shows.</remarks>
    private async Task ChangeAnswersAsync(IReadOnlySet<string> sample, int rounds, int fewestOperations, int fewestOfAKind)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        string[] operations = [.. sample.Select(PactInteraction.OperationOf).Order(StringComparer.Ordinal)];
        var tally = new MutationTally();
        for (int number = 0; number < rounds; number++)
        {
            var round = new MutationRound(o => MutationKinds.All[(Array.IndexOf(operations, o) + number) % MutationKinds.All.Count]);
            tally.Add(round.Made, await server.VerifyAsync(sample, round.Mutate, token));
        }

        output.WriteLine($"{tally}");
        Assert.True(tally.Mistakes.Count == 0, string.Join('\n', tally.Mistakes));
        Assert.True(tally.Operations >= fewestOperations, $"Only {tally.Operations} operations were changed.");
        Assert.All(MutationKinds.All, k => Assert.True(tally.Made(k) >= fewestOfAKind, $"{k} could be made only {tally.Made(k)} times."));
    }

    /// <summary>Answers of a live server are kept, and judged again with every change that their shape allows, one at a time.</summary>
    /// <param name="sample">Of which operations.</param>
    /// <param name="every">How many places of a response there are for one that is changed.</param>
    private async Task ChangeEveryPlaceAsync(IReadOnlySet<string> sample, int every)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        var keeper = new ResponseKeeper();
        await server.VerifyAsync(MutationSample.Successes(sample), static _ => null, token, keeper);

        var tally = new MutationTally();
        foreach ((Operation operation, RecordedExchange exchange) in keeper.Answers)
        {
            IReadOnlyList<Drift> before = new ConformanceCheck().Add(exchange);
            IEnumerable<MutationPlace> places = MutationRound.Places(operation, exchange).DistinctBy(static p => (p.Kind, p.Place, p.NewJson));
            foreach (MutationPlace place in places.Where((_, i) => i % every == 0))
            {
                IReadOnlyList<Drift> after = new ConformanceCheck().Add(exchange with { Body = place.Apply(exchange.Body!.Value) });
                tally.AddJudged(new Mutation(operation.Id, place, exchange.Status, exchange.Status), before, after);
            }
        }

        output.WriteLine($"{tally}");
        Assert.True(tally.Mistakes.Count == 0, string.Join('\n', tally.Mistakes.Take(100)));
    }
}
