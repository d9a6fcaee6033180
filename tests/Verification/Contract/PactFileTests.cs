using System.Text.Json.Nodes;
using OpenCode.Core.Operations;
using OpenCode.Verification.Contract.Pacts;
using OpenCode.Verification.Outcomes;
using OpenCode.Verification.Tests.Outcomes;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Verification.Tests.Contract;

/// <summary>The pacts that go with the assembly, whole and in parts.</summary>
public sealed class PactFileTests
{
    [Fact]
    public void Every_interaction_is_of_an_operation_of_the_catalog_and_described_once()
    {
        PactInteraction[] all = [.. PactFile.Requests.Interactions, .. PactFile.Events.Interactions];

        Assert.All(all, static i => Assert.True(OperationCatalog.Find(i.Operation) is not null, i.Description));
        Assert.All(all, static i => Assert.NotEmpty(i.Title));
        Assert.Distinct(all.Select(static i => i.Description));
    }

    [Fact]
    public void Every_status_is_one_that_an_answer_can_have()
    {
        Assert.All(PactFile.Requests.Interactions, static i => Assert.InRange(i.Status, 200, 599));
        Assert.All(PactFile.Events.Interactions, static i => Assert.Equal((0, false), (i.Status, i.IsSuccess)));
    }

    [Fact]
    public void A_part_has_the_interactions_that_were_chosen_unchanged_and_all_else()
    {
        string path = Path.GetTempFileName();
        try
        {
            PactFile.Requests.Write(path, static i => i.Operation is "app.skills" or "command.list");
            JsonObject whole = JsonNode.Parse(File.ReadAllBytes(Clone.InRoot("tests/Contract/pacts/OpenCode.Client-opencode.json")))!.AsObject();
            JsonObject part = JsonNode.Parse(File.ReadAllBytes(path))!.AsObject();

            JsonNode?[] chosen =
                [.. whole["interactions"]!.AsArray().Where(static i => ((string)i!["description"]!).Split(':')[0] is "app.skills" or "command.list")];
            Assert.NotEmpty(chosen);
            Assert.Equal(chosen.Select(static i => i!.ToJsonString()), part["interactions"]!.AsArray().Select(static i => i!.ToJsonString()));
            whole.Remove("interactions");
            part.Remove("interactions");
            Assert.True(JsonNode.DeepEquals(whole, part));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("session.get: one: of many", "session.get", "one: of many")]
    [InlineData("global.event: sync:session.created.1", "global.event", "sync:session.created.1")]
    public void A_description_begins_with_the_operation(string description, string operation, string title)
        => Assert.Equal((operation, title), (Interactions.Of(description).Operation, Interactions.Of(description).Title));

    [Theory]
    [InlineData("no operation")]
    [InlineData(": no operation")]
    [InlineData("")]
    public void A_description_without_one_is_refused(string description)
        => Assert.Contains($"'{description}'", Assert.Throws<FormatException>(() => Interactions.Of(description).Operation).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(199, false)]
    [InlineData(200, true)]
    [InlineData(299, true)]
    [InlineData(302, false)]
    [InlineData(404, false)]
    public void A_success_is_a_status_of_two_hundred_and_some(int status, bool success) => Assert.Equal(success, Interactions.Of("a: b", status).IsSuccess);

    [Fact]
    public void A_state_is_null_where_none_is_needed()
        => Assert.Equal((null, "a session"), (Interactions.Of("a: b").State, Interactions.Of("a: b", state: "a session").State));
}
