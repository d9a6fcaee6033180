using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Mock.Tests.Defaults;

/// <summary>The examples that the mock responds with are those of the pacts; with UPDATE_DEFAULTS=1 they are written anew.</summary>
public sealed class DefaultResponseTests
{
    // Where an operation has several interactions, and the first one is not what a test of other code would expect.
    private static readonly string[] _preferred =
    [
        "mcp.status: lists a connected server", "permission.reply: grants once", "session.messages: has what both sides said",
        "session.prompt: answers with a text", "v2.session.history: has its past", "v2.session.messages: has what both sides said",
    ];

    private static readonly JsonSerializerOptions _written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void The_examples_are_those_of_the_pacts()
    {
        string path = Clone.InRoot("interop/WireMock/Defaults/defaults.json");
        string expected = Describe(Pact("OpenCode.Client-opencode.json"), Pact("OpenCode.Client-opencode-events.json"));
        if (Environment.GetEnvironmentVariable("UPDATE_DEFAULTS") == "1") File.WriteAllText(path, expected, new UTF8Encoding(false));

        Assert.True(expected == File.ReadAllText(path).ReplaceLineEndings("\n"), $"{path} is not what the pacts say; write it with UPDATE_DEFAULTS=1.");
    }

    [Fact]
    public void Every_preference_is_an_interaction()
        => Assert.Subset(Pact("OpenCode.Client-opencode.json").Select(static i => (string)i["description"]!).ToHashSet(), _preferred.ToHashSet());

    // One line for each, so that a change of one is a change of one line.
    private static string Describe(IEnumerable<JsonNode> requests, IEnumerable<JsonNode> events)
    {
        IEnumerable<string> responses = requests
            .Where(static i => (int)i["response"]!["status"]! is >= 200 and < 300)
            .GroupBy(static i => OperationOf(i))
            .OrderBy(static g => g.Key, StringComparer.Ordinal)
            .Select(static g => Line(g.Key, ResponseOf(g.FirstOrDefault(static i => _preferred.Contains((string)i["description"]!)) ?? g.First())));
        IEnumerable<string> greetings = events
            .Where(static i => ((string)i["description"]!).EndsWith(": server.connected", StringComparison.Ordinal))
            .Select(static i => Line(OperationOf(i), i["contents"]!["content"]!));
        return $"{{\n  \"responses\": {{\n{string.Join(",\n", responses)}\n  }},\n  \"greetings\": {{\n{string.Join(",\n", greetings)}\n  }}\n}}\n";
    }

    private static JsonObject ResponseOf(JsonNode interaction)
    {
        JsonNode response = interaction["response"]!;
        JsonObject result = new() { ["status"] = (int)response["status"]! };
        if ((string?)response["headers"]?["Content-Type"]?[0] is { } type) result["contentType"] = type;
        if (response["body"] is { } body) result["body"] = body["content"]?.DeepClone();
        return result;
    }

    private static string Line(string operation, JsonNode value) => $"    \"{operation}\": {value.ToJsonString(_written)}";

    private static string OperationOf(JsonNode interaction) => ((string)interaction["description"]!).Split(':')[0];

    private static IReadOnlyList<JsonNode> Pact(string name)
        => [.. JsonNode.Parse(File.ReadAllText(Clone.InRoot($"tests/Contract/pacts/{name}")))!["interactions"]!.AsArray().OfType<JsonNode>()];
}
