using System.Diagnostics;
using OpenCode.Contract.Tests.Consumer;
using OpenCode.Core;
using OpenCode.Verification;
using OpenCode.Verification.Releases;
using OpenCodeGen.Model;

namespace OpenCode.Contract.Tests.Mutations;

/// <summary>
/// Does a verification notice when a server changes? A proxy in front of a live server changes one thing in the answer of every operation:
/// what breaks a client must be caught and named, what does not must pass.
/// </summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Try()
    {
        var clock = Stopwatch.StartNew();
        await using MutatedServer server = await MutatedServer.StartAsync(TestContext.Current.CancellationToken);
        output.WriteLine($"{clock.Elapsed} started");
        HashSet<string> sample = [.. PactFile.Requests.Interactions.Where(static i => i.IsSuccess).GroupBy(static i => i.Operation).Select(static g => g.First().Description)];
        var tally = new MutationTally();
        string[] operations = [.. sample.Select(PactInteraction.OperationOf).Order(StringComparer.Ordinal)];
        for (int number = 0; number < 6; number++)
        {
            var round = new MutationRound(o => MutationKinds.All[(Array.IndexOf(operations, o) + number) % 6], 0);
            tally.Add(round, await server.VerifyAsync(sample, round.Mutate, null, TestContext.Current.CancellationToken));
            output.WriteLine($"{clock.Elapsed} {round.Made.Count} made");
        }

        output.WriteLine(tally.ToString());
        foreach (string m in tally.Mistakes) output.WriteLine(m);
        Assert.Empty(tally.Mistakes);
    }
}
