using System.Text.Json.Nodes;

namespace OpenCode.Contract.Tests.Static;

/// <summary>The gate sees what it is there for: each test spoils one thing in a copy of a committed pact, or of the spec.</summary>
public sealed class GateFailureTests
{
    private static readonly KnownDisagreements _known = KnownDisagreements.Read();
    private static readonly CommittedPact _pact = CommittedPact.ReadAll().Single(static p => p.Requests.Count > 0);

    public static TheoryData<string, string, string, string?, string> Spoilings => new()
    {
        // interaction, where in it, what it becomes as JSON (null: removed), code
        { "a type in a response", "session.get: is found", "response/body/content/title", "7", "response.body.incompatible" },
        { "a property in a response that the spec lacks", "session.get: is found", "response/body/content/titel", "\"text\"", "response.body.incompatible" },
        { "a value that an enum of a response lacks", "session.prompt: answers with a text", "response/body/content/info/role", "\"nobody\"",
            "response.body.incompatible" },
        { "the tag of a variant", "session.prompt: answers with a text", "response/body/content/parts/0/type", "\"nonsense\"", "response.body.incompatible" },
        { "a required property of a request", "auth.set: keeps an API key", "request/body/content/key", null, "request.body.incompatible" },
        { "a type in a request", "session.create: begins with a title", "request/body/content/title", "7", "request.body.incompatible" },
        { "the path", "session.get: is found", "request/path", "\"/sessions/x\"", "request.path-or-method.unknown" },
        { "the method", "session.get: is found", "request/method", "\"PUT\"", "request.path-or-method.unknown" },
        { "a query parameter", "session.get: is found", "request/query", """{ "folder": ["/project"] }""", "request.query.unknown" },
        { "the status", "session.get: is found", "response/status", "418", "response.status.unknown" },
    };

    [Theory, MemberData(nameof(Spoilings))]
    public async Task A_spoiled_pact_is_reported(string what, string interaction, string place, string? value, string code)
    {
        CommittedPact pact = _pact.Only(interaction);
        Set(pact.Content["interactions"]![0]!, place, value);

        await AssertReportedOnceAsync(what, ReadableSpec.Read(_known.Limits), pact, code);
    }

    [Theory]
    [InlineData("a property that the pact needs", "components/schemas/Session/properties/title", null, "response.body.incompatible")]
    [InlineData("the type of a property that the pact needs", "components/schemas/Session/properties/title/type", "\"number\"", "response.body.incompatible")]
    [InlineData("an operation", "paths/~1session~1{sessionID}/get", null, "request.path-or-method.unknown")]
    public async Task A_spec_that_lost_something_is_reported(string what, string place, string? value, string code)
    {
        JsonNode spec = ReadableSpec.Read(_known.Limits);
        Set(spec, place, value);

        await AssertReportedOnceAsync(what, spec, _pact.Only("session.get: is found"), code);
    }

    [Fact]
    public async Task An_interaction_that_the_comparator_cannot_compare_is_reported()
    {
        JsonNode spec = ReadableSpec.Read(_known.Limits.Where(static l => l.Keyword != "patternProperties"));

        await AssertReportedOnceAsync("a missing schema", spec, _pact.Only("v2.session.active: lists the busy sessions"), Disagreement.GaveUp);
    }

    private static async Task AssertReportedOnceAsync(string what, JsonNode spec, CommittedPact pact, string code)
    {
        IReadOnlyList<Disagreement> found = await new PactComparator().CompareAsync(spec, [pact], TestContext.Current.CancellationToken);

        Assert.True(found.Count == 1 && found[0].Code == code, $"{what}: expected {code}, found {string.Join("; ", found)}");
        Assert.Contains(_known.Judge(found, _pact.Requests), static line => line.StartsWith("unknown: ", StringComparison.Ordinal));
    }

    /// <summary>Changes what is at a place, or removes it.</summary>
    private static void Set(JsonNode root, string place, string? value)
    {
        string[] names = [.. place.Split('/').Select(static n => n.Replace("~1", "/", StringComparison.Ordinal))];
        JsonNode parent =
            names[..^1].Aggregate(root,
                static (node, name) => node is JsonArray list ? list[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)]! : node[name]!);
        if (value is not null) parent[names[^1]] = JsonNode.Parse(value);
        else if (!parent.AsObject().Remove(names[^1])) throw new InvalidOperationException($"There is no {place} to remove.");
    }
}
