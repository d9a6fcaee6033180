using System.Text.Json.Nodes;
using OpenCode.Pact;
using OpenCode.Pact.Consumer;

namespace OpenCode.Contract.Tests.Pact;

/// <summary>The files that pacts are written to.</summary>
public sealed class WrittenPactTests
{
    [Fact]
    public void A_pact_is_of_specification_4_and_says_between_whom()
    {
        using var folder = new PactFolder();
        JsonNode pact = JsonNode.Parse(File.ReadAllText(folder.Write(Describe)))!;

        Assert.Equal("4.0", (string?)pact["metadata"]!["pactSpecification"]!["version"]);
        Assert.Equal(("tests", "opencode"), ((string?)pact["consumer"]!["name"], (string?)pact["provider"]!["name"]));
        Assert.Equal(["Asynchronous/Messages", "Synchronous/HTTP"], pact["interactions"]!.AsArray().Select(static i => (string)i!["type"]!)
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_written_twice_is_the_same_bytes()
    {
        using var first = new PactFolder();
        using var second = new PactFolder();

        byte[] once = File.ReadAllBytes(first.Write(Describe));

        Assert.Equal(once, File.ReadAllBytes(second.Write(Describe)));
        Assert.Equal(once, File.ReadAllBytes(first.Write(Describe)));
    }

    [Fact]
    public void A_pact_that_is_there_is_replaced_and_not_added_to()
    {
        using var folder = new PactFolder();
        folder.Write(static pact => pact.AddRequest("old").Request("GET", "/old").Answers(200));

        JsonNode pact = JsonNode.Parse(File.ReadAllText(folder.Write(static pact => pact.AddRequest("new").Request("GET", "/new").Answers(200))))!;

        Assert.Equal("new", (string?)Assert.Single(pact["interactions"]!.AsArray())!["description"]);
    }

    [Fact]
    public void Text_in_any_script_survives()
    {
        const string Text = "é ü 日本 🙂 \u2028 \" \\ \t";
        using var folder = new PactFolder();

        JsonNode pact = JsonNode.Parse(File.ReadAllText(folder.Write(static pact => pact.AddRequest($"shows {Text}")
            .Given($"a state {Text}").Request("GET", "/").Answers(200).AnswerBody(new JsonObject { [Text] = Text, ["typed"] = Matching.Type(Text) }))))!;

        JsonNode interaction = pact["interactions"]![0]!;
        Assert.Equal($"shows {Text}", (string?)interaction["description"]);
        Assert.Equal($"a state {Text}", (string?)interaction["providerStates"]![0]!["name"]);
        Assert.Equal(Text, (string?)interaction["response"]!["body"]!["content"]![Text]);
        Assert.Equal(Text, (string?)interaction["response"]!["body"]!["content"]!["typed"]);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_made()
    {
        using var folder = new PactFolder();
        using var pact = new PactContract("tests", "opencode");
        pact.AddRequest("one").Request("GET", "/").Answers(200);

        Assert.True(File.Exists(pact.Write(Path.Combine(folder.Path, "a", "ü"))));
    }

    [Fact]
    public void Two_interactions_cannot_have_one_description()
    {
        using var pact = new PactContract("tests", "opencode");
        pact.AddRequest("same");

        var refused = Assert.Throws<ArgumentException>(() => pact.AddRequest("same"));

        Assert.Contains("'same'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameter_and_a_header_may_have_several_values()
    {
        using var folder = new PactFolder();

        JsonNode pact =
            JsonNode.Parse(
                File.ReadAllText(folder.Write(static pact => pact.AddRequest("one").Request("GET", "/").Query("a", "1").Query("b", "2").Query("a", "3")
            .Header("X-A", "1").Header("x-a", "2").Answers(200).AnswerHeader("X-B", "3").AnswerHeader("X-B", "4"))))!;

        JsonNode request = pact["interactions"]![0]!["request"]!;
        Assert.Equal("""{"a":["1","3"],"b":["2"]}""", request["query"]!.ToJsonString());
        Assert.Equal("""["1","2"]""", request["headers"]!.AsObject().Single().Value!.ToJsonString());
        Assert.Equal("""["3","4"]""", pact["interactions"]![0]!["response"]!["headers"]!["X-B"]!.ToJsonString());
    }

    private static void Describe(PactContract pact)
    {
        pact.AddMessage("an event").Given("a state").Holds(new JsonObject { ["type"] = Matching.Exactly("ü"), ["at"] = Matching.Integer(1) });
        pact.AddRequest("b: a request").Given("a state").Request("POST", Matching.FromState("/session/${id}", "/session/ses_1"))
            .Query("z", "1").Query("a", "2").Header("X-B", "1").Header("X-A", "2").Body(new JsonObject { ["z"] = 1, ["a"] = Matching.Regex("a+", "a") })
            .Answers(200)
            .AnswerBody(Matching.EachLike(new JsonObject { ["z"] = Matching.Type(true), ["a"] = Matching.Number(0.5), ["m"] = Matching.EachValue("n", 1) }, 1));
    }
}
