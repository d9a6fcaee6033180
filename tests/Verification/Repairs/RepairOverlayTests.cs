using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCode.Core.Operations;
using OpenCode.Verification.Conformance;
using OpenCode.Verification.Judging;
using OpenCode.Verification.Repairs;
using OpenCode.Verification.Schemas;
using OpenCode.Verification.Tests.Traffic;
using OpenCode.Workbench;
using OpenCodeGen.Overlays;
using Xunit;

namespace OpenCode.Verification.Tests.Repairs;

/// <summary>The overlays of the pinned document say what they repair, and are missed when it is gone.</summary>
public sealed class RepairOverlayTests
{
    private static readonly string[] _files = [.. Directory.GetFiles(Clone.InRoot("spec/repairs")).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_action_changes_something_and_says_why()
    {
        Overlay[] overlays = [.. _files.Select(static f => Overlay.Parse(File.ReadAllBytes(f), Path.GetFileName(f)))];

        var document = OverlaidDocument.Apply(File.ReadAllBytes(Clone.InRoot("spec/openapi.json")), overlays);
        IReadOnlyList<(Overlay Overlay, OverlayOutcome Outcome)> outcomes = document.Outcomes;

        Assert.InRange(outcomes.Count, 100, int.MaxValue);
        Assert.All(outcomes, static o =>
        {
            Assert.False(o.Outcome.ChangedNothing, $"{o.Overlay.Name}, {o.Outcome.Action}");
            Assert.False(string.IsNullOrWhiteSpace(o.Outcome.Action.Description), $"{o.Overlay.Name}, {o.Outcome.Action}");
        });
    }

    /// <summary>What excuses a difference is what the client is made of.</summary>
    [Fact]
    public void The_client_is_generated_with_every_file_and_in_their_order()
    {
        var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip };
        JsonArray overlays = JsonNode.Parse(File.ReadAllText(Clone.InRoot("spec/opencodegen.json")), null, options)!["overlays"]!.AsArray();

        Assert.Equal(_files.Select(static f => $"repairs/{Path.GetFileName(f)}"), overlays.Select(static o => (string?)o));
    }

    /// <summary>One without a difference only makes room for the one after it.</summary>
    [Fact]
    public void Every_action_names_its_differences_or_goes_with_one_that_does()
    {
        foreach (string file in _files)
        {
            JsonArray actions = JsonNode.Parse(File.ReadAllText(file))!["actions"]!.AsArray();
            for (int i = 0; i < actions.Count; i++)
            {
                if (actions[i]![RepairOverlay.Differences] is not null) continue;
                Assert.True(i + 1 < actions.Count && actions[i + 1]![RepairOverlay.Differences] is not null, $"{Path.GetFileName(file)}, action {i + 1}");
                Assert.Equal((string?)actions[i]!["description"], (string?)actions[i + 1]!["description"]);
            }
        }
    }

    [Fact]
    public void What_is_repaired_is_of_the_catalog_and_of_a_known_kind()
    {
        Assert.NotEmpty(RepairOverlay.OfPinnedRelease);
        Assert.All(RepairOverlay.OfPinnedRelease, static r =>
        {
            Assert.NotNull(OperationCatalog.Find(r.Operation));
            Assert.Contains(r.Kind, DriftKinds.All);
        });
    }

    [Fact]
    public void A_repair_is_missed_when_it_does_not_show()
    {
        var check = new RepairCheck(KnownDifferences.Repaired, SchemaJudge.OfPinnedRelease);
        KnownDifference branch = KnownDifferences.Repaired.All.Single(static r => r is { Operation: "vcs.get", Pointer: "/branch" });
        Assert.Contains(branch, check.Unshown);

        check.Add(Exchanges.Json("GET /vcs", """{"branch":null}"""));

        Assert.DoesNotContain(branch, check.Unshown);
        Assert.Empty(check.Unrepaired);
    }

    [Theory]
    [InlineData(
        """{"x-differences":[{"operation":"vcs.get","status":200,"pointer":"","kind":"Status","shows":"Provoked"}]}""",
        "x.json, action 1 does not say in which releases")]
    [InlineData("""{"x-releases":["1"],"x-differences":[{"operation":"vcs.get","stauts":200}]}""", "x.json, action 1: ")]
    public void What_an_action_does_not_say_is_refused(string action, string expected)
    {
        JsonObject overlay = new() { ["actions"] = new JsonArray(JsonNode.Parse(action)) };

        var problem = Assert.Throws<FormatException>(() => RepairOverlay.Parse(overlay, "x.json"));

        Assert.StartsWith(expected, problem.Message, StringComparison.Ordinal);
    }
}
