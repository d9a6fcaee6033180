using System.Text.Json.Nodes;
using OpenCode.Pact;
using OpenCode.Pact.Consumer;
using OpenCode.Pact.Provider;

namespace OpenCode.Contract.Tests.Pact;

/// <summary>A plan that nothing could be verified by is refused, with the input and the way out; it is never an empty success.</summary>
public sealed class VerificationPlanTests
{
    private static readonly Dictionary<string, (Func<VerificationPlan, VerificationPlan> Change, string Says)> _plans = new()
    {
        ["no pact"] = (static p => p with { Pacts = [] }, "give Pacts at least one file"),
        ["a relative address"] = (static p => p with { Address = new Uri("/here", UriKind.Relative) },
            "'/here' as the address of the provider; give an absolute one, such as http://"),
        ["an address of a file"] = (static p => p with { Address = new Uri("file:///here") }, "'file:///here' as the address of the provider"),
        ["relative states"] = (static p => p with { States = new Uri("states", UriKind.Relative) }, "'states' as the address of the states"),
        ["relative messages"] = (static p => p with { Messages = new Uri("m", UriKind.Relative) }, "'m' as the address of the messages"),
        ["no time"] = (static p => p with { RequestTimeout = TimeSpan.Zero }, "RequestTimeout must be"),
        ["less than no time"] = (static p => p with { RequestTimeout = TimeSpan.FromSeconds(-1) }, "RequestTimeout must be"),
    };

    private static readonly Dictionary<string, (string? Text, string Says)> _files = new()
    {
        ["not there"] = (null, "cannot be read"),
        ["empty"] = ("", "is not JSON"),
        ["cut off"] = ("""{"interactions":[""", "is not JSON"),
        ["another document"] = ("""{"openapi":"3.1.0"}""", "no list of 'interactions'"),
        ["a list"] = ("[]", "no list of 'interactions'"),
        ["interactions that are no list"] = ("""{"interactions":{}}""", "no list of 'interactions'"),
    };

    public static TheoryData<string> Plans => [.. _plans.Keys];

    public static TheoryData<string> Files => [.. _files.Keys];

    [Theory]
    [MemberData(nameof(Plans))]
    public async Task A_bad_plan_is_refused(string name)
    {
        using var folder = new PactFolder();
        (Func<VerificationPlan, VerificationPlan> change, string says) = _plans[name];

        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(() => VerifyAsync(change(Plan(Write(folder)))));

        Assert.Equal("plan", error.ParamName);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_bad_file_beside_a_good_one_is_refused_by_name(string name)
    {
        using var folder = new PactFolder();
        (string? text, string says) = _files[name];
        string bad = text is null ? Path.Combine(folder.Path, "not-there.json") : folder.WriteText(text);

        PactCoreException error = await Assert.ThrowsAsync<PactCoreException>(() => VerifyAsync(Plan(Write(folder), bad)));

        Assert.Contains(bad, error.Message, StringComparison.Ordinal);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_in_place_of_a_file_is_refused_by_name()
    {
        using var folder = new PactFolder();

        PactCoreException error = await Assert.ThrowsAsync<PactCoreException>(() => VerifyAsync(Plan(folder.Path)));

        Assert.Contains($"'{folder.Path}' cannot be read", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.b", true)]
    [InlineData("a b", true)]
    [InlineData("a/b~c", true)]
    [InlineData("ü日🙂", true)]
    [InlineData("$ref", true)]
    [InlineData("[0]", true)]
    [InlineData("a]b", true)]
    [InlineData("*", true)]
    [InlineData("\"q\"", true)]
    [InlineData("", false)]
    [InlineData("back\\slash", true)]
    [InlineData("it's", false)]
    public async Task A_pact_with_a_key_that_the_core_cannot_read_again_is_an_error(string key, bool readable)
    {
        using var folder = new PactFolder();
        string file = folder.Write(pact => pact.AddRequest("a").Request("GET", "/").Answers(200).AnswerBody(new JsonObject { [key] = Matching.Type("a") }));

        if (readable)
        {
            Assert.Single((await VerifyAsync(Plan(file))).Interactions);
            return;
        }

        PactCoreException error = await Assert.ThrowsAsync<PactCoreException>(() => VerifyAsync(Plan(file)));
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_plan_there_is_nothing_to_verify()
        => await Assert.ThrowsAsync<ArgumentNullException>(() => VerifyAsync(null!));

    private static string Write(PactFolder folder) => folder.Write(static pact => pact.AddRequest("a").Request("GET", "/").Answers(200));

    // Nobody listens there; a plan that is refused is refused before anybody is asked.
    private static VerificationPlan Plan(params string[] pacts)
        => new() { Provider = PactFolder.Provider, Address = new Uri("http://127.0.0.1:1"), Pacts = pacts };

    private static Task<VerificationReport> VerifyAsync(VerificationPlan plan) => PactVerifier.VerifyAsync(plan, TestContext.Current.CancellationToken);
}
