using OpenCode.Pact;
using OpenCode.Pact.Consumer;
using OpenCode.Verification.Contract.Events;
using OpenCode.Verification.Contract.Interactions;
using OpenCode.Verification.Contract.Pacts;
using OpenCode.Workbench;

namespace OpenCode.Contract.Tests.Consumer;

/// <summary>The committed pacts are what the interactions say.</summary>
public sealed class PactFileTests
{
    private static readonly string _folder = Path.Combine(Clone.Root, "tests", "Contract", "pacts");

    [Fact]
    public void Every_interaction_is_described_once() =>
        Assert.Distinct(AllInteractions.List.Select(static i => i.Description).Concat(EventInteractions.List.Select(static i => i.Description)));

    [Fact]
    public void The_committed_pact_of_requests_is_up_to_date() => Compare(() =>
    {
        var pact = new PactContract(RequestPacts.Consumer, RequestPacts.Provider);
        foreach (Interaction interaction in AllInteractions.List) ModelShapes.Requests.AddTo(pact, interaction);
        return pact;
    });

    [Fact]
    public void The_committed_pact_of_events_is_up_to_date() => Compare(() =>
    {
        var pact = new PactContract(RequestPacts.Consumer, EventPacts.Provider);
        foreach (EventInteraction interaction in EventInteractions.List) ModelShapes.Events.AddTo(pact, interaction);
        return pact;
    });

    /// <summary>Writes the pact anew, and compares it with the committed one; with UPDATE_PACTS=1 commits it instead.</summary>
    private static void Compare(Func<PactContract> make)
    {
        string aside = Directory.CreateTempSubdirectory("opencode-pacts-").FullName;
        try
        {
            using PactContract pact = make();
            string written = pact.Write(aside);
            string committed = Path.Combine(_folder, Path.GetFileName(written));
            if (Environment.GetEnvironmentVariable("UPDATE_PACTS") == "1")
            {
                Directory.CreateDirectory(_folder);
                File.Copy(written, committed, overwrite: true);
            }

            Assert.True(File.Exists(committed), $"{committed} is missing; write it with UPDATE_PACTS=1.");
            Assert.True(File.ReadAllText(written) == File.ReadAllText(committed),
                $"{committed} is not what the interactions say; write it with UPDATE_PACTS=1 and look at the difference.");
        }
        finally
        {
            Directory.Delete(aside, recursive: true);
        }
    }
}
