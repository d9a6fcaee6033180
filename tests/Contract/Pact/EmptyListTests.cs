using System.Text.Json.Nodes;
using OpenCode.Core.Operations;
using OpenCode.Pact;
using OpenCode.Pact.Consumer;
using OpenCode.Pact.Provider;
using OpenCode.Verification;
using OpenCode.Verification.Conformance;
using OpenCode.Verification.Contract.Pacts;
using OpenCode.Verification.Outcomes;
using OpenCode.Verification.Results;

namespace OpenCode.Contract.Tests.Pact;

/// <summary>A response that has nothing in its list is told from one that differs, in the words of the genuine core.</summary>
public sealed class EmptyListTests(ProviderStub provider) : IClassFixture<ProviderStub>
{
    /// <summary>Answers of <c>GET /skill</c>, and what they are.</summary>
    public static TheoryData<string, string[]> Answers => new()
    {
        { "[]", [] },
        { "[ ]", [] },
        { """[{"name":"a","location":"b","content":"c"}]""", [] },
        { "{}", [" WrongType"] },
        { "null", [" UnexpectedNull"] },
        { "", [" NotJson"] },
        { "[", [" NotJson"] },
        { "[{}]", ["/*/content MissingProperty", "/*/location MissingProperty", "/*/name MissingProperty"] },
        { "[[]]", ["/* WrongType"] },
        { """[{"name":[],"location":"b","content":"c"}]""", ["/*/name WrongType"] },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task The_committed_pact_excuses_an_empty_list_and_nothing_else(string answer, string[] drifts)
    {
        using var folder = new PactFolder();
        PactInteraction interaction = Assert.Single(PactFile.Requests.Interactions, static i => i.Operation == "app.skills");
        string file = Path.Combine(folder.Path, "skills.json");
        PactFile.Requests.Write(file, i => i.Description == interaction.Description);
        provider.With("/skill", answer);

        VerificationReport report = await PactVerifier.VerifyAsync(
            new VerificationPlan { Provider = PactFolder.Provider, Address = provider.Address, Pacts = [file] }, TestContext.Current.CancellationToken);

        InteractionResult result = Assert.Single(report.Interactions);
        Assert.Null(result.Error);
        IReadOnlyList<Drift> found = new PactDrifts(new ResponseLog(), KnownDifferences.None).Of(interaction, result, null);
        Assert.Equal(drifts, found.Select(static d => $"{d.Pointer} {d.Kind}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"data":[]}""", "")]
    [InlineData("""{"data":["a"]}""", "/data WrongType")]
    [InlineData("""{"data":{}}""", "/data WrongType")]
    [InlineData("{}", "/data MissingProperty")]
    public async Task A_list_inside_may_be_empty_but_not_too_short(string answer, string drift)
    {
        using var folder = new PactFolder();
        provider.With("/list", answer);

        VerificationReport report = await folder.VerifyAsync(
            provider,
                static pact => pact.AddRequest("app.skills: a list").Request("GET", "/list").Answers(200)
                    .AnswerBody(new JsonObject { ["data"] = Matching.EachLike(Matching.Type("a"), 2) }));

        PactInteraction interaction = new(new JsonObject { ["description"] = "app.skills: a list", ["response"] = new JsonObject { ["status"] = 200 } });
        IReadOnlyList<Drift> found = new PactDrifts(new ResponseLog(), KnownDifferences.None).Of(interaction, Assert.Single(report.Interactions), null);
        Assert.Equal(drift, string.Join(", ", found.Select(static d => $"{d.Pointer} {d.Kind}")));
    }

    [Fact]
    public async Task An_object_that_lacks_a_size_is_no_empty_list()
    {
        using var folder = new PactFolder();
        provider.With("/file", "{}");

        VerificationReport report = await folder.VerifyAsync(
            provider,
                static pact => pact.AddRequest("a").Request("GET", "/file").Answers(200)
                    .AnswerBody(new JsonObject { ["size"] = Matching.Integer(1), ["it, too"] = Matching.Integer(1) }));

        PactInteraction interaction = new(new JsonObject { ["description"] = "app.skills: a" });
        IReadOnlyList<Drift> found = new PactDrifts(new ResponseLog(), KnownDifferences.None).Of(interaction, Assert.Single(report.Interactions), null);
        Assert.Equal(["/it, too MissingProperty", "/size MissingProperty"], found.Select(static d => $"{d.Pointer} {d.Kind}").Order(StringComparer.Ordinal));
    }
}
